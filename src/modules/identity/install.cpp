#include "modules/identity/install.h"

#include "base/problem.h"
#include "modules/identity/present.h"
#include "platform/access/guard.h"
#include "platform/access/policy.h"
#include "platform/access/purpose.h"
#include "platform/access/reading.h"
#include "platform/http/json_message.h"
#include "platform/http/members.h"
#include "platform/registry/json.h"
#include "record/enum_values.h"

#include <algorithm>

namespace modules::identity {

namespace http = platform::http;
namespace json = boost::json;
namespace registry = platform::registry;
namespace store = platform::store;
using http::Method;
using platform::access::Action;
using platform::access::Call;

namespace {

constexpr std::size_t longest_reason = 1000;
constexpr std::size_t most_asked_about = 5;  // members of a person for whom more is looked for

[[noreturn]] void nothing() {
    throw base::Problem(base::Problem::not_found, "見つかりません", "Not found");
}

base::Ulid path_id(http::Request const& request) {
    auto const id = base::parse_ulid(request.path_parameter("id"));
    if (!id) {
        nothing();
    }
    return *id;
}

bool can_be_recognised(engine::identity::Told const& told) {
    return !told.name.empty() || !told.kana.empty() || !told.phones.empty() || !told.mails.empty() ||
           !told.corporate_number.empty();
}

json::array suggestions_json(Presenter& present, std::vector<Suggestion> const& found) {
    json::array array;
    for (auto const& one : found) {
        array.push_back(present.suggestion(one));
    }
    return array;
}

json::object about_party(Asking const& asking, Presenter& present, ReadParty const& one) {
    Together const together(asking, {one.party.id});
    auto const group = together.with(one.party.id);
    json::array others;
    for (auto const& member : parties(asking, group)) {
        if (member.party.id != one.party.id) {
            others.push_back(present.party(member));
        }
    }
    auto const identity = together.identity(one.party.id);
    auto object = present.party(one);
    object["identity"] = identity ? registry::to_json(*identity) : json::value();
    object["together"] = std::move(others);
    object["suggestions"] =
        suggestions_json(present, suggestions(asking, {one.party.told, one.party.record_id, group}));
    object["decisions"] = present.decisions(group);
    return object;
}

http::Response people_route(platform::Platform const& platform, Call const& call) {
    auto const record = path_id(call.request);
    json::array items;
    bool may_decide = false;
    std::vector<base::Ulid> shown;
    platform.store.read([&](store::Reader& reader) {
        Asking const asking{reader, platform.record_kinds, call.actor};
        auto const* const kind = asking.kinds.find("consultation");
        auto const facts =
            platform::access::require(reader, call.actor, Action::consultation_read, {*kind->schema, record});
        may_decide = platform::access::decide(call.actor, Action::person_decide, facts);
        Presenter present(asking, platform.time.now());
        auto told = parties(asking, {"p.record_id = ?", {store::id_value(record)}}, 10);
        std::ranges::sort(told, {}, [](ReadParty const& one) { return one.party.seq; });
        for (auto const& one : told) {
            if (can_be_recognised(one.party.told)) {
                items.push_back(about_party(asking, present, one));
            }
        }
        shown = present.shown();
    });
    std::erase(shown, record);
    note_reading(platform, call.actor,
                 {{"read", platform::access::purpose_of(call.request, "record"), "party", record, shown}});
    return http::json_response(200, json::object{{"items", std::move(items)}, {"may_decide", may_decide}});
}

// Whom the members of a person may be as well.
std::vector<Suggestion> further(Asking const& asking, std::vector<ReadParty> const& members) {
    std::vector<Suggestion> all;
    auto const group = ids_of(members);
    for (std::size_t i = 0; i < std::min(members.size(), most_asked_about); ++i) {
        auto const& told = members[i].party;
        for (auto& one : suggestions(asking, {told.told, told.record_id, group})) {
            one.like = told.id;
            all.push_back(std::move(one));
        }
    }
    return strongest(std::move(all));
}

http::Response person_route(platform::Platform const& platform, Call const& call) {
    auto const asked = path_id(call.request);
    auto identity = asked;
    json::object answer;
    std::vector<base::Ulid> shown;
    platform.store.read([&](store::Reader& reader) {
        Asking const asking{reader, platform.record_kinds, call.actor};
        Together const reached(asking, {asked});
        auto together = parties(asking, reached.with(asked));
        if (together.size() < 2) {  // one alone would tell that another is hidden
            nothing();
        }
        identity = reached.identity(asked).value_or(asked);
        std::ranges::sort(together, std::ranges::greater{}, [](ReadParty const& one) {
            return one.record.at.value_or(base::Instant{}).milliseconds;
        });
        Presenter present(asking, platform.time.now());
        json::array items;
        for (auto const& member : together) {
            items.push_back(present.party(member));
        }
        answer["id"] = base::to_string(identity);
        answer["kind"] =
            together.front().party.told.kind == engine::identity::Kind::person ? "person" : "organization";
        answer["members"] = std::move(items);
        answer["may_decide"] = std::ranges::any_of(
            together, [&](ReadParty const& one) { return may_judge(asking, one.record); });
        answer["suggestions"] = suggestions_json(present, further(asking, together));
        answer["decisions"] = present.decisions(ids_of(together));
        shown = present.shown();
    });
    note_reading(
        platform, call.actor,
        {{"read", platform::access::purpose_of(call.request, "person"), "identity", identity, shown}});
    return http::json_response(200, answer);
}

base::Ulid required_id(http::Members& members, std::string_view name) {
    auto const text = members.required_text(name, 26);
    auto const id = base::parse_ulid(text);
    if (!text.empty() && !id) {
        members.refuse(name, "識別子の形が違います", "is not an id");
    }
    return id.value_or(base::Ulid{});
}

http::Response decided(platform::Platform const& platform, Call const& call, int status,
                       record::StoredRecord const& stored) {
    json::object answer;
    std::vector<base::Ulid> shown;
    platform.store.read([&](store::Reader& reader) {
        Asking const asking{reader, platform.record_kinds, call.actor};
        Presenter present(asking, platform.time.now());
        auto const& value = stored.record.as<Decision>();
        std::map<base::Ulid, ReadParty> sides;
        std::vector const ids{value.party_a, value.party_b};
        for (auto& side : parties(asking, ids)) {
            auto const id = side.party.id;
            sides.emplace(id, std::move(side));
        }
        answer = present.decision(stored, sides, Together(asking, ids));
        shown = present.shown();
    });
    note_reading(platform, call.actor,
                 {{"read", platform::access::purpose_of(call.request, "record"), "identity_decision",
                   stored.envelope.id, shown}});
    return http::json_response(status, answer);
}

http::Response decide_route(platform::Platform const& platform, Call const& call) {
    auto const body = http::json_body(call.request);
    http::Members members(body);
    Judgement judgement;
    auto const verdict = members.required_text("verdict", 20);
    auto const parsed = record::parse_enum<Verdict>(verdict);
    if (!verdict.empty() && !parsed) {
        members.refuse("verdict", "same か different です", "is same or different");
    }
    judgement.verdict = parsed.value_or(Verdict::same);
    judgement.a = required_id(members, "a");
    judgement.b = required_id(members, "b");
    judgement.reason = members.text("reason", longest_reason);
    members.finish();
    return decided(platform, call, 201, judge(platform, call.actor, judgement));
}

http::Response withdraw_route(platform::Platform const& platform, Call const& call) {
    auto const body = http::json_body(call.request);
    http::Members members(body);
    auto const reason = members.text("reason", longest_reason);
    members.finish();
    return decided(platform, call, 200, withdraw(platform, call.actor, path_id(call.request), reason));
}

}  // namespace

void install(platform::Platform& platform) {
    auto const add = [&](Method method, std::string_view pattern, std::string id, base::Words summary,
                         Action action, http::Response (*handler)(platform::Platform const&, Call const&)) {
        http::Route route;
        route.method = method;
        route.pattern.append("/api/v1").append(pattern);
        route.operation_id = std::move(id);
        route.summary = std::move(summary);
        platform.guard.add(platform.router, std::move(route), action,
                           [&platform, handler](Call const& call) { return handler(platform, call); });
    };
    add(Method::get, "/consultations/{id}/people", "listPeople",
        {"同一人物の可能性", "Who may be the same person"}, Action::consultation_read, &people_route);
    add(Method::get, "/people/{id}", "getPerson", {"人物・法人", "A person or company"}, Action::search,
        &person_route);
    add(Method::post, "/people/decisions", "decidePerson",
        {"同一・同一でないと判断する", "Say that two are one, or are not"}, Action::person_decide,
        &decide_route);
    add(Method::post, "/people/decisions/{id}/withdraw", "withdrawPersonDecision",
        {"判断を取り消す", "Take a judgement back"}, Action::person_decide, &withdraw_route);
}

}  // namespace modules::identity
