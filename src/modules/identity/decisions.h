#pragma once
// What a person decides about two parties: one person, not the same, taken back. Reversible at any later
// time; nothing is decided by the machine.

#include "modules/identity/readable.h"
#include "modules/identity/records.h"
#include "platform/platform.h"
#include "record/sql.h"

#include <string>
#include <vector>

namespace modules::identity {

struct Judgement {
    Verdict verdict = Verdict::same;
    base::Ulid a;  // parties
    base::Ulid b;
    std::string reason;
};

// Both records must be readable, and the right to judge is needed for one of them. Problem::not_found,
// forbidden, invalid (one record, person and company), conflict (judged already, or against another
// judgement).
[[nodiscard]] record::StoredRecord judge(platform::Platform const& platform,
                                         platform::access::Actor const& actor, Judgement const& judgement);

// Who was put together by this judgement alone is so no longer; nothing else changes. Problem::not_found,
// forbidden, conflict (taken back already).
[[nodiscard]] record::StoredRecord withdraw(platform::Platform const& platform,
                                            platform::access::Actor const& actor, base::Ulid const& decision,
                                            std::string const& reason);

// Whether the actor may judge whoever this record, which he may read, tells of.
[[nodiscard]] bool may_judge(Asking const& asking, platform::registry::RecordLine const& record);

// Judgements about any of these parties, as far as both records may be read; the newest first.
[[nodiscard]] std::vector<record::StoredRecord> decisions_about(Asking const& asking,
                                                                std::vector<base::Ulid> const& parties);

}  // namespace modules::identity
