#pragma once
// What rights need to know of one record: who made it, whose it is and was, to whom it was referred, who may
// know of it. Thread rule: functions work on the Reader they are given.

#include "base/id.h"
#include "platform/store/store.h"
#include "record/schema.h"

#include <optional>
#include <set>
#include <string>

namespace platform::access {

// Units here include whoever took over from them: the records of a merged station are its successor's.
struct RecordFacts {
    base::Ulid id;
    base::Ulid created_by;             // staff
    std::set<base::Ulid> units;        // owner and origin, with successors
    std::set<base::Ulid> stations;     // their stations or divisions, with successors
    std::set<base::Ulid> referred_to;  // units that a referral names, with successors
    std::set<base::Ulid> may_know;     // staff named in need_to_know
    std::string restriction = "none";
    std::string kind;  // of records that have one: "information"
};

// The table and its columns come from the Schema. Empty when there is no such record.
[[nodiscard]] std::optional<RecordFacts> facts_of(store::Reader& reader, record::Schema const& schema,
                                                  base::Ulid const& id);

}  // namespace platform::access
