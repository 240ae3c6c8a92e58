#include "base/problem.h"
#include "modules/intake/editing.h"
#include "modules/intake/install.h"
#include "modules/intake/present.h"
#include "modules/intake/requests.h"
#include "modules/intake/routing.h"
#include "modules/intake/taking_back.h"
#include "modules/intake/triage.h"
#include "platform/access/policy.h"
#include "platform/http/members.h"
#include "platform/registry/json.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <map>

namespace modules::intake {

namespace http = platform::http;
namespace json = boost::json;
namespace store = platform::store;
using http::Method;
using platform::access::Action;
using platform::access::Call;
using registry::Decision;

namespace {

constexpr std::size_t longest_reason = 1000;

// Words of one record's decisions, asked for once.
struct Telling {
    Presenter& present;
    platform::tables::Active const& tables;

    [[nodiscard]] json::object code(std::string const& table, std::string const& code) const {
        return {{"code", code}, {"label", registry::to_json(tables.label(table, code))}};
    }

    [[nodiscard]] json::array codes(Decision const& decision) const {
        json::array array;
        for (auto const& one : decision.decided) {
            array.push_back(code(decision.table_name, one));
        }
        return array;
    }

    [[nodiscard]] json::object decided(record::StoredRecord const& row) const {
        auto const& decision = row.record.as<Decision>();
        return {{"id", base::to_string(row.envelope.id)},
                {"codes", codes(decision)},
                {"by", present.staff(decision.decided_by)},
                {"at", registry::to_json(decision.decided_at)}};
    }

    [[nodiscard]] json::object taken_back(Decision const& decision) const {
        return {{"by", present.staff(decision.taken_back_by)},
                {"at", registry::to_json(decision.taken_back_at)},
                {"reason", decision.taken_back_reason}};
    }
};

// Every decision of the table in order, those taken back with by whom, when and why.
json::array history_of(Telling const& telling, std::vector<record::StoredRecord> const& rows,
                       std::string_view table) {
    json::array history;
    std::map<base::Ulid, std::size_t> place;
    for (auto const& row : rows) {
        auto const& decision = row.record.as<Decision>();
        if (decision.table_name != table) {
            continue;
        }
        if (auto const found = place.find(decision.takes_back); found != place.end()) {
            history[found->second].as_object()["taken_back"] = telling.taken_back(decision);
        } else if (decision.decided_at) {
            place[row.envelope.id] = history.size();
            auto object = telling.decided(row);
            object["taken_back"] = nullptr;
            history.push_back(std::move(object));
        }
    }
    return history;
}

// What was proposed and decided, with every code that could be.
json::object decision_json(Telling const& telling, Decision const& decision,
                           std::vector<record::StoredRecord> const& standing) {
    auto const* rule = telling.tables.table(decision.table_name);
    json::array choices;
    if (rule != nullptr) {
        for (auto const& code : rule->codes) {
            choices.push_back(telling.code(decision.table_name, code.code));
        }
    }
    return {
        {"table", decision.table_name},
        {"label", registry::to_json(platform::tables::table_label(decision.table_name))},
        {"table_version", decision.table_version},
        {"choice", rule != nullptr && rule->choice == base::Choice::many ? "many" : "one"},
        {"choices", std::move(choices)},
        {"proposed", decision.proposed.empty() ? json::value(json::array{}) : json::parse(decision.proposed)},
        {"decided", standing.empty() ? json::value() : json::value(telling.decided(standing.back()))},
        {"differs", decision.differs}};
}

// What stands for each table, with what was proposed and what was decided before.
http::Response decisions_route(Parts const& parts, Call const& call) {
    json::array items;
    auto const tables = parts.platform.rules.current();
    parts.platform.store.read([&](store::Reader& reader) {
        auto const stored = allowed(reader, call, Action::consultation_read);
        Presenter present(reader, call.actor, parts.platform.time.now());
        Telling const telling{present, *tables};
        auto const rows = decision_rows(reader, stored.envelope.id);
        auto const standing = standing_decisions(rows);
        std::map<std::string_view, record::StoredRecord const*> latest;
        for (auto const& row : rows) {
            latest[row.record.as<Decision>().table_name] = &row;
        }
        for (auto const& row : rows) {  // in order of their last row, as they always were
            auto const& decision = row.record.as<Decision>();
            if (latest[decision.table_name] != &row) {
                continue;
            }
            auto object = decision_json(telling, decision, standing.at(decision.table_name));
            object["history"] = history_of(telling, rows, decision.table_name);
            items.push_back(std::move(object));
        }
    });
    return http::json_response(200, json::object{{"items", std::move(items)}});
}

http::Response decide_route(Parts const& parts, Call const& call) {
    auto const body = http::json_body(call.request);
    http::Members members(body);
    auto const table = members.required_text("table", 60);
    auto const codes = members.texts("codes", 50);
    members.finish();
    decide(parts, call.actor, path_id(call.request), table, codes);
    return decisions_route(parts, call);
}

// The decision is named by its id: whoever saw another one stand is told so, instead of taking back what he
// has not seen.
http::Response take_back_route(Parts const& parts, Call const& call) {
    auto const body = http::json_body(call.request);
    http::Members members(body);
    auto const reason = members.required_text("reason", longest_reason);
    members.finish();
    take_back(parts, call.actor, path_id(call.request), path_id(call.request, "decision"), reason);
    return decisions_route(parts, call);
}

}  // namespace

void add_decision_routes(Parts const& parts) {
    auto const route = [&parts](http::Response (*handler)(Parts const&, Call const&)) {
        return [&parts, handler](Call const& call) { return handler(parts, call); };
    };
    add(parts,
        {Method::get,
         "/consultations/{id}/decisions",
         "listDecisions",
         {"候補と確定", "Proposals and decisions"}},
        Action::consultation_read, route(&decisions_route));
    add(parts, {Method::post, "/consultations/{id}/decisions", "decide", {"確定する", "Decide"}},
        Action::consultation_decide, route(&decide_route));
    add(parts,
        {Method::post,
         "/consultations/{id}/decisions/{decision}/withdrawal",
         "takeBackDecision",
         {"確定を取り消す", "Take a decision back"}},
        Action::consultation_decide, route(&take_back_route));
}

}  // namespace modules::intake
