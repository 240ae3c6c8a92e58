#pragma once
// 「同一でない」: a person's judgement that two records are not linked. Kept, shown with its link, and taken
// back without loss.

#include "base/id.h"
#include "platform/access/actor.h"
#include "platform/platform.h"
#include "platform/store/store.h"
#include "record/sql.h"

#include <string>

namespace modules::intelligence {

struct NotTheSame {
    base::Ulid a;
    base::Ulid b;
    std::string reason;
};

// Both records must be readable, and the right to separate is needed for one of them.
// Problem::not_found, forbidden, invalid (twice the same record), conflict (already separated).
[[nodiscard]] record::StoredRecord separate(platform::Platform const& platform,
                                            platform::access::Actor const& actor, NotTheSame const& judged);
// Problem::not_found also when it was taken back already.
void withdraw_separation(platform::Platform const& platform, platform::access::Actor const& actor,
                         base::Ulid const& separation);

}  // namespace modules::intelligence
