#pragma once
// From a text to proposals: the rule tables asked with what was recognised, and back into the record's
// fields.

#include "engine/matching/assess.h"
#include "modules/intake/consultation.h"
#include "platform/recognition/recogniser.h"
#include "platform/registry/shared_records.h"
#include "platform/tables/rules.h"

#include <boost/json/fwd.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace modules::intake {

// Tables whose decision stands in a field of the record; the others (guidance, questions) only propose.
[[nodiscard]] std::vector<std::string_view> const& decided_tables();

struct Triage {
    std::shared_ptr<platform::tables::Active const> tables;
    engine::matching::Assessment assessment;
};

struct TriageInput {
    std::string_view text;
    Kind kind = Kind::consultation;
    Channel channel = Channel::phone;
    std::map<std::string, std::string> answers;
};
// Roles: what an officer decided for (type, value), over what the recogniser proposed.
[[nodiscard]] Triage triage(platform::tables::Rules const& rules, TriageInput const& input,
                            std::vector<platform::recognition::Recognised> const& found);
// The same under tables that need not be in force.
[[nodiscard]] Triage triage(platform::tables::Active const& tables, TriageInput const& input,
                            std::vector<platform::recognition::Recognised> const& found);

// {table, label, choice, table_version, ranked: [{code, label, score, reasons: [{text, spans}]}]}
[[nodiscard]] boost::json::object to_json(Triage const& triage, engine::matching::TableResult const& result);

// What is proposed for one table: codes, best first for a table of many, the winner alone for a table of one.
[[nodiscard]] std::vector<std::string> proposed_codes(engine::matching::TableResult const& result);

// Sets the record's field for a table. Violation names the table and the code that it does not know.
[[nodiscard]] std::vector<base::Violation> apply_decision(Consultation& consultation, std::string_view table,
                                                          std::vector<std::string> const& codes,
                                                          platform::tables::Active const& tables);

// Sets the field to what stood before a decision: the codes of the decision or proposal before it, or of
// none.
void put_back(Consultation& consultation, std::string_view table,
              std::optional<std::vector<std::string>> const& codes);

// The decision records of a new consultation: proposals as they stood, and what the officer chose where he
// chose.
[[nodiscard]] std::vector<platform::registry::Decision> decisions(
    Triage const& triage, std::map<std::string, std::vector<std::string>, std::less<>> const& chosen,
    base::Ulid const& by, base::Instant at);

// What the decision's proposals say, as proposed_codes of the table's result.
[[nodiscard]] std::vector<std::string> proposed_codes(platform::registry::Decision const& decision);
// Whether `codes` are another choice than the first proposal of the decision.
[[nodiscard]] bool differs_from_proposal(platform::registry::Decision const& decision,
                                         std::vector<std::string> const& codes);

}  // namespace modules::intake
