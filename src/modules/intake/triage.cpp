#include "modules/intake/triage.h"

#include "platform/registry/json.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace modules::intake {

namespace matching = engine::matching;
namespace json = boost::json;

namespace {

json::array to_json(std::vector<matching::Span> const& spans) {
    json::array array;
    for (auto const& span : spans) {
        array.push_back(json::object{{"start", span.start}, {"end", span.end}});
    }
    return array;
}

json::object to_json(Triage const& triage, std::string_view table, matching::Proposal const& proposal) {
    json::array reasons;
    for (auto const& reason : proposal.reasons) {
        reasons.push_back(
            json::object{{"text", platform::registry::to_json(platform::tables::complete(reason.words))},
                         {"spans", to_json(reason.spans)}});
    }
    return {{"code", proposal.code},
            {"label", platform::registry::to_json(triage.tables->label(table, proposal.code))},
            {"score", proposal.score},
            {"reasons", std::move(reasons)}};
}

base::Violation unknown_code(std::string_view table, std::string_view code) {
    std::string field = "decisions/";
    field.append(table);
    std::string const shown(code);
    return {field,
            {"「" + shown + "」はこの判断表にありません", "\"" + shown + "\" is not a code of this table"}};
}

template <typename E>
void set_enum(E& target, std::string_view code, std::string_view table,
              std::vector<base::Violation>& violations) {
    if (auto const value = record::parse_enum<E>(code)) {
        target = *value;
    } else {
        violations.push_back(unknown_code(table, code));
    }
}

bool is_known(platform::tables::Active const& tables, std::string_view table, std::string_view code) {
    auto const* rule = tables.table(table);
    return rule != nullptr && std::any_of(rule->codes.begin(), rule->codes.end(),
                                          [code](auto const& known) { return known.code == code; });
}

// The field of a table as its codes say.
void set_decided(Consultation& consultation, std::string_view table, std::vector<std::string> const& codes,
                 std::vector<base::Violation>& violations) {
    std::string const first = codes.empty() ? std::string() : codes.front();
    if (table == "stat_category") {
        consultation.stat_category = first;
    } else if (table == "internal_type") {
        consultation.internal_type = first;
    } else if (table == "is_cyber_crime") {
        set_enum(consultation.is_cyber_crime, first, table, violations);
    } else if (table == "is_cyber_event") {
        set_enum(consultation.is_cyber_event, first, table, violations);
    } else if (table == "serious_suspected") {
        consultation.serious_suspected = first == "true";
    } else if (table == "class") {
        consultation.offence_class = first;
    } else if (table == "offences") {
        consultation.offences = codes;
    } else if (table == "urgency") {
        set_enum(consultation.urgency, first, table, violations);
    } else if (table == "needs_specialist") {
        consultation.needs_specialist = first == "true";
    } else if (table == "responsible_section") {
        consultation.responsible_section = first;
    }
}

}  // namespace

std::vector<std::string_view> const& decided_tables() {
    static std::vector<std::string_view> const tables = {
        "stat_category", "internal_type", "is_cyber_crime",   "is_cyber_event", "serious_suspected",  "class",
        "offences",      "urgency",       "needs_specialist", "recipients",     "responsible_section"};
    return tables;
}

Triage triage(platform::tables::Rules const& rules, TriageInput const& input,
              std::vector<platform::recognition::Recognised> const& found) {
    return triage(*rules.current(), input, found);
}

Triage triage(platform::tables::Active const& tables, TriageInput const& input,
              std::vector<platform::recognition::Recognised> const& found) {
    Triage result;
    result.tables = std::make_shared<platform::tables::Active const>(tables);
    matching::CaseInput asked;
    asked.text = input.text;
    asked.kind = word(input.kind);
    asked.channel = word(input.channel);
    asked.answers = input.answers;
    for (auto const& observable : found) {
        asked.observables.push_back(
            {observable.key.type, observable.role, observable.key.value, observable.start, observable.end});
    }
    result.assessment = matching::assess(*result.tables->rules, asked);
    return result;
}

json::object to_json(Triage const& triage, matching::TableResult const& result) {
    json::array ranked;
    for (auto const& proposal : result.ranked) {
        ranked.push_back(to_json(triage, result.table, proposal));
    }
    return {{"table", result.table},
            {"label", platform::registry::to_json(platform::tables::table_label(result.table))},
            {"choice", result.choice == base::Choice::one ? "one" : "many"},
            {"table_version", triage.tables->version},
            {"ranked", std::move(ranked)}};
}

std::vector<std::string> proposed_codes(matching::TableResult const& result) {
    std::vector<std::string> codes;
    for (auto const& proposal : result.ranked) {
        codes.push_back(proposal.code);
        if (result.choice == base::Choice::one) {
            break;
        }
    }
    return codes;
}

std::vector<base::Violation> apply_decision(Consultation& consultation, std::string_view table,
                                            std::vector<std::string> const& codes,
                                            platform::tables::Active const& tables) {
    std::vector<base::Violation> violations;
    auto const& known = decided_tables();
    if (std::find(known.begin(), known.end(), table) == known.end()) {
        violations.push_back({"decisions/" + std::string(table),
                              {"この判断表は確定の対象ではありません", "not a table to decide"}});
    }
    for (auto const& code : codes) {
        if (!is_known(tables, table, code)) {
            violations.push_back(unknown_code(table, code));
        }
    }
    if (auto const* rule = tables.table(table);
        rule != nullptr && rule->choice == base::Choice::one && codes.size() > 1) {
        violations.push_back(
            {"decisions/" + std::string(table), {"一つだけ選んでください", "choose one only"}});
    }
    if (!violations.empty()) {
        return violations;
    }
    set_decided(consultation, table, codes, violations);
    return violations;
}

void put_back(Consultation& consultation, std::string_view table,
              std::optional<std::vector<std::string>> const& codes) {
    std::vector<base::Violation> violations;  // what stood once was a code then; the tables may have changed
    if (codes || (table != "is_cyber_crime" && table != "is_cyber_event" && table != "urgency" &&
                  table != "needs_specialist")) {
        set_decided(consultation, table, codes.value_or(std::vector<std::string>{}), violations);
    } else if (table == "is_cyber_crime") {
        consultation.is_cyber_crime = Judgement::undecided;
    } else if (table == "is_cyber_event") {
        consultation.is_cyber_event = Judgement::undecided;
    } else if (table == "urgency") {
        consultation.urgency = Urgency::normal;
    } else {
        consultation.needs_specialist.reset();
    }
}

std::vector<platform::registry::Decision> decisions(
    Triage const& triage, std::map<std::string, std::vector<std::string>, std::less<>> const& chosen,
    base::Ulid const& by, base::Instant at) {
    std::vector<platform::registry::Decision> made;
    for (auto const& table : decided_tables()) {
        auto const* result = triage.assessment.find(table);
        if (result == nullptr) {
            continue;
        }
        platform::registry::Decision decision;
        decision.record_kind = "consultation";
        decision.table_name = table;
        decision.table_version = triage.tables->version;
        decision.proposed = json::serialize(to_json(triage, *result)["ranked"]);
        if (auto const choice = chosen.find(table); choice != chosen.end()) {
            decision.decided = choice->second;
            decision.differs = choice->second != proposed_codes(*result);
            decision.decided_by = by;
            decision.decided_at = at;
        }
        made.push_back(std::move(decision));
    }
    return made;
}

std::vector<std::string> proposed_codes(platform::registry::Decision const& decision) {
    std::vector<std::string> proposed;
    if (decision.proposed.empty()) {
        return proposed;
    }
    auto const ranked = json::parse(decision.proposed);
    bool const many = decision.table_name == "offences" || decision.table_name == "recipients";
    for (auto const& proposal : ranked.as_array()) {
        proposed.emplace_back(proposal.at("code").as_string());
        if (!many) {
            break;
        }
    }
    return proposed;
}

bool differs_from_proposal(platform::registry::Decision const& decision,
                           std::vector<std::string> const& codes) {
    return !decision.proposed.empty() && proposed_codes(decision) != codes;
}

}  // namespace modules::intake
