#pragma once
// Decisions that stand, and taking one back: the record is then as it was before it, and both stay to be
// seen.

#include "modules/intake/parts.h"
#include "platform/access/actor.h"
#include "record/record.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace modules::intake {

// Table → the decisions that stand, each upon the one before it; what was taken back is not among them.
using Standing = std::map<std::string, std::vector<record::StoredRecord>, std::less<>>;
// `rows`: all decision rows of one record, in order of seq.
[[nodiscard]] Standing standing_decisions(std::vector<record::StoredRecord> const& rows);
[[nodiscard]] std::vector<record::StoredRecord> decision_rows(platform::store::Reader& reader,
                                                              base::Ulid const& record);

// Takes back the decision that stands for its table. Reports that it sent and nobody has received or
// approved, and clocks that it opened and nobody has closed, are withdrawn with it. Problem::stale when it
// does not stand any more; Problem::conflict names whatever hangs on it.
void take_back(Parts const& parts, platform::access::Actor const& actor, base::Ulid const& record,
               base::Ulid const& decision, std::string_view reason);

}  // namespace modules::intake
