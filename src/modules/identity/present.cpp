#include "modules/identity/present.h"

#include "platform/access/facts.h"
#include "platform/access/policy.h"
#include "platform/registry/json.h"
#include "record/enum_values.h"

#include <boost/json/parse.hpp>

#include <algorithm>

namespace modules::identity {

namespace json = boost::json;
namespace registry = platform::registry;

namespace {

json::array texts(std::vector<std::string> const& list) {
    json::array array;
    for (auto const& text : list) {
        array.emplace_back(text);
    }
    return array;
}

json::value shown_grounds(std::string const& text) {
    boost::system::error_code error;
    auto parsed = json::parse(text, error);
    return error ? json::value(json::array{}) : parsed;
}

}  // namespace

json::array to_json(std::vector<engine::identity::Reason> const& reasons) {
    json::array array;
    for (auto const& reason : reasons) {
        array.push_back(
            json::object{{"sentence", registry::to_json(reason.sentence)}, {"points", reason.points}});
    }
    return array;
}

json::object Presenter::line(registry::RecordLine const& line) {
    if (std::ranges::find(shown_, line.id) == shown_.end()) {
        shown_.push_back(line.id);
    }
    return {{"kind", line.kind},
            {"id", base::to_string(line.id)},
            {"number", line.number},
            {"subject", line.title},
            {"status", line.status},
            {"received_at", registry::to_json(line.at)},
            {"unit", refs_.unit(line.unit)}};
}

json::object Presenter::party(ReadParty const& one) {
    auto const& told = one.party.told;
    return {{"id", base::to_string(one.party.id)},
            {"role", one.party.role},
            {"kind", told.kind == engine::identity::Kind::person ? "person" : "organization"},
            {"name", told.name},
            {"kana", told.kana},
            {"address", told.address},
            {"phones", texts(told.phones)},
            {"mails", texts(told.mails)},
            {"birth_date", told.birth_date ? json::value(base::to_iso(*told.birth_date)) : json::value()},
            {"corporate_number", told.corporate_number},
            {"record", line(one.record)}};
}

json::object Presenter::suggestion(Suggestion const& suggestion) {
    return {{"party", party(suggestion.candidate)},
            {"identity", suggestion.identity ? registry::to_json(*suggestion.identity) : json::value()},
            {"like", suggestion.like ? registry::to_json(*suggestion.like) : json::value()},
            {"score", suggestion.comparison.score},
            {"reasons", to_json(suggestion.comparison.reasons)}};
}

json::object Presenter::decision(record::StoredRecord const& stored,
                                 std::map<base::Ulid, ReadParty> const& parties, Together const& together) {
    auto const& value = stored.record.as<Decision>();
    auto const side = [&](base::Ulid const& id) {
        auto const found = parties.find(id);
        return found == parties.end() ? json::value() : json::value(party(found->second));
    };
    auto const told_otherwise = [&](base::Ulid const& id, std::string const& then) {
        auto const found = parties.find(id);
        return found != parties.end() && fingerprint(fold(found->second.party.told)) != then;
    };
    bool const ties = value.verdict == Verdict::same && !value.withdrawn;
    auto const identity = ties ? together.identity(value.party_a) : std::nullopt;
    return {{"id", base::to_string(stored.envelope.id)},
            {"version", stored.envelope.version},
            {"verdict", record::enum_text(value.verdict)},
            {"a", side(value.party_a)},
            {"b", side(value.party_b)},
            {"reason", value.reason},
            {"grounds", shown_grounds(value.shown)},
            {"told_otherwise",
             told_otherwise(value.party_a, value.told_a) || told_otherwise(value.party_b, value.told_b)},
            {"identity", identity ? registry::to_json(*identity) : json::value()},
            {"by", refs_.staff(stored.envelope.created_by)},
            {"at", base::to_iso(stored.envelope.created_at)},
            {"withdrawn", value.withdrawn},
            {"withdrawn_by", value.withdrawn ? refs_.staff(stored.envelope.changed_by) : json::value()},
            {"withdrawn_at",
             value.withdrawn ? json::value(base::to_iso(stored.envelope.changed_at)) : json::value()},
            {"withdrawn_reason", value.withdrawn_reason}};
}

json::array Presenter::decisions(std::vector<base::Ulid> const& about) {
    auto const found = decisions_about(asking_, about);
    std::vector<base::Ulid> ids;
    for (auto const& stored : found) {
        auto const& value = stored.record.as<Decision>();
        ids.push_back(value.party_a);
        ids.push_back(value.party_b);
    }
    Together const together(asking_, ids);
    std::map<base::Ulid, ReadParty> sides;
    for (auto& side : parties(asking_, ids)) {
        auto const id = side.party.id;
        sides.emplace(id, std::move(side));
    }
    json::array array;
    for (auto const& stored : found) {
        array.push_back(decision(stored, sides, together));
    }
    return array;
}

}  // namespace modules::identity
