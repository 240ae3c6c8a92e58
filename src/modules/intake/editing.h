#pragma once
// Changing an accepted consultation: stale edits are merged by field and, in long texts, by line, or refused
// showing both sides.

#include "modules/intake/parts.h"
#include "modules/intake/recognised_text.h"
#include "record/merge.h"
#include "record/record.h"

#include <boost/json/value.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace modules::intake {

struct Edited {
    record::StoredRecord stored;
    bool merged = false;                   // somebody else had changed it meanwhile
    std::vector<std::string> kept_double;  // fields in which both sides' lines were kept
};

// A stale edit that clashes: what stands now, and both sides of every field.
class EditConflict : public base::Problem {
  public:
    EditConflict(record::StoredRecord current, std::vector<record::Conflict> conflicts);
    [[nodiscard]] record::StoredRecord const& current() const { return current_; }
    [[nodiscard]] std::vector<record::Conflict> const& conflicts() const { return conflicts_; }

  private:
    record::StoredRecord current_;
    std::vector<record::Conflict> conflicts_;
};

// `changes`: the fields to change, as the client read them at `version`. Problem::invalid with all
// violations.
Edited edit(Parts const& parts, platform::access::Actor const& actor, base::Ulid const& id,
            std::int64_t version, boost::json::value const& changes);

// Decides one table for an accepted consultation; keeps what was proposed beside it.
void decide(Parts const& parts, platform::access::Actor const& actor, base::Ulid const& id,
            std::string_view table, std::vector<std::string> const& codes);

}  // namespace modules::intake
