#pragma once
// The small shared records around a module's own: who leads it, what was proposed and decided, what is not
// the same.

#include "base/id.h"
#include "base/instant.h"
#include "record/enum_values.h"
#include "record/schema.h"

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace platform::registry {

// Which unit leads a record from when to when. One open lead per record, kept by a unique index.
struct Assignment {
    std::string record_kind;
    base::Ulid record_id;
    base::Ulid unit;
    std::optional<base::Instant> since;
    std::optional<base::Instant> until;
    base::Ulid referral;  // the hand-over that made it; nil for the first
    base::Ulid staff;     // who of the unit has it in hand; nil: whoever took it in
    // Of a lead that a merger of units, or its taking back, changed: which, why, and who decided that when.
    base::Ulid merger;
    std::string reason;
    base::Ulid decided_by;
    std::optional<base::Instant> decided_at;
    bool operator==(Assignment const&) const = default;
};
extern record::Schema const assignment_schema;

// What a table proposed, with reasons and version, and what a person decided. A proposal is never
// overwritten: a new one is a new record.
struct Decision {
    std::string record_kind;
    base::Ulid record_id;
    std::string table_name;
    std::string table_version;
    std::string proposed;  // JSON: the ranked proposals with their reasons
    std::vector<std::string> decided;
    bool differs = false;   // the person chose otherwise than the first proposal
    base::Ulid decided_by;  // nil: nobody yet, the proposal stands
    std::optional<base::Instant> decided_at;
    // Of a row that takes a decision back: which, who, when and why; the rest says what stands from then on.
    base::Ulid takes_back;
    base::Ulid taken_back_by;
    std::optional<base::Instant> taken_back_at;
    std::string taken_back_reason;
    bool operator==(Decision const&) const = default;
};
extern record::Schema const decision_schema;

// 「同一でない」: these two records are not linked, whatever they share.
struct Separation {
    base::Ulid record_a;  // the smaller id
    base::Ulid record_b;
    std::string reason;
    bool withdrawn = false;
    bool operator==(Separation const&) const = default;
};
extern record::Schema const separation_schema;

}  // namespace platform::registry
