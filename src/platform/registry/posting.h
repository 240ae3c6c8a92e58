#pragma once
// Where somebody serves from a day on. The row of the staff member is the first posting; the latest that has
// begun holds, so that a transfer entered ahead takes effect by its date alone. Thread rule: functions work
// on the Transaction or Reader they are given.

#include "base/id.h"
#include "base/instant.h"
#include "platform/registry/staff.h"
#include "platform/store/store.h"
#include "record/envelope.h"
#include "record/schema.h"

#include <optional>
#include <string>
#include <vector>

namespace platform::registry {

struct Posting {
    base::Ulid staff;
    base::Ulid unit;
    std::string rank;
    std::string post;
    std::optional<std::string> extension;
    base::Date valid_from;
    bool withdrawn = false;  // entered wrongly, and taken back before its day

    bool operator==(Posting const&) const = default;
};

extern record::Schema const posting_schema;

using StoredPosting = record::Stored<Posting>;

// Those of one person that were not withdrawn, by day.
[[nodiscard]] std::vector<StoredPosting> postings_of(store::Reader& reader, base::Ulid const& staff);
// The one in force on that day; nothing while the first posting lasts.
[[nodiscard]] std::optional<StoredPosting> posting_on(store::Reader& reader, base::Ulid const& staff,
                                                      base::Date day);

// The person as he serves on that day: unit (the successor where a unit was merged), rank, post, extension.
[[nodiscard]] Staff staff_on(store::Reader& reader, StoredStaff const& staff, base::Date day);

}  // namespace platform::registry
