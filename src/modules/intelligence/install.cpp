#include "modules/intelligence/install.h"

#include "base/problem.h"
#include "base/utf8.h"
#include "modules/intelligence/feed_value.h"
#include "modules/intelligence/present.h"
#include "modules/intelligence/rate_limit.h"
#include "modules/intelligence/separations.h"
#include "platform/access/guard.h"
#include "platform/access/purpose.h"
#include "platform/access/reading.h"
#include "platform/http/json_message.h"
#include "platform/http/members.h"
#include "platform/http/problem_response.h"
#include "platform/registry/json.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <charconv>
#include <limits>
#include <memory>
#include <set>

namespace modules::intelligence {

namespace http = platform::http;
namespace json = boost::json;
namespace registry = platform::registry;
namespace store = platform::store;
using http::Method;
using platform::access::Action;
using platform::access::Call;

namespace {

constexpr std::size_t longest_look_up = 4096;  // bytes; a report is assessed, not looked up
constexpr std::size_t longest_purpose = 400;   // code points
constexpr std::size_t most_looked_up = 50;
constexpr std::int64_t look_ups_a_minute = 120;
constexpr std::int64_t largest_page = 200;

// What the routes share.
struct House {
    House(platform::Platform& parts, registry::LinkQuery const& port) : platform(parts), links(port) {}

    platform::Platform& platform;
    registry::LinkQuery const& links;
    RateLimit look_ups{look_ups_a_minute, std::chrono::minutes(1)};
};

[[noreturn]] void refuse_query(std::string_view name, std::string_view ja, std::string_view en) {
    throw base::Problem(base::Problem::bad_request, "指定に誤りがあります", "a parameter has a fault",
                        {{std::string(name), {std::string(ja), std::string(en)}}});
}

std::string_view asked_value(http::Request const& request) {
    auto const value = request.query_value("value").value_or("");
    if (value.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        refuse_query("value", "照会する値を指定してください", "say what is looked up");
    }
    if (value.size() > longest_look_up || !base::is_storable_text(value)) {
        refuse_query("value", "4096 バイトまでの文字列です", "is a text of at most 4096 bytes");
    }
    return value;
}

std::string asked_purpose(http::Request const& request) {
    auto const purpose = request.query_value("purpose").value_or("");
    auto const length = base::count_code_points(purpose);
    if (!length || *length > longest_purpose || !base::is_storable_text(purpose)) {
        refuse_query("purpose", "400 文字までの文字列です", "is a text of at most 400 characters");
    }
    return purpose.empty() ? platform::access::purpose_of(request, "look_up") : std::string(purpose);
}

// A look-up tells of other units' records: nobody reads through them by machine.
void limit_look_ups(House& house, Call const& call) {
    auto const wait = house.look_ups.take(call.actor.account, house.platform.time.now());
    if (wait.count() == 0) {
        return;
    }
    auto const seconds = (wait.count() + 999) / 1000;
    throw http::DetailedProblem(
        base::Problem(base::Problem::rate_limited,
                      fmt::format("照会が多すぎます。{}秒後に再試行してください", seconds),
                      fmt::format("too many look-ups; try again in {} seconds", seconds)),
        {{"retry_after", seconds}}, {{"Retry-After", fmt::format("{}", seconds)}});
}

std::vector<registry::Question> questions_of(House const& house,
                                             std::vector<platform::recognition::Recognised> const& found) {
    std::vector<registry::Question> questions;
    std::set<registry::ObservableKey> asked;
    auto const ask = [&](registry::ObservableKey const& key, bool derived) {
        if (asked.insert(key).second) {
            questions.push_back({key, "subject", derived, house.platform.recogniser.is_listed(key)});
        }
    };
    for (auto const& one : found) {
        ask(one.key, false);
    }
    for (auto const& one : found) {
        for (auto const& host : one.hosts) {
            ask(host, true);
        }
    }
    return questions;
}

// Who looked what up is recorded before the answer goes out; a unit named elsewhere is told apart.
void log_look_up(House const& house, Call const& call, std::string const& purpose,
                 std::vector<registry::Hit> const& hits) {
    platform::access::Shown known{"look_up", purpose, "observable", std::nullopt, {}};
    platform::access::Shown blind{"blind_hit", purpose, "observable", std::nullopt, {}};
    for (auto const& hit : hits) {
        (hit.elsewhere.empty() ? known : blind).observables.push_back(hit.observable);
        for (auto const& record : hit.records) {
            known.records.push_back(record.id);
        }
    }
    std::vector<platform::access::Shown> shown{std::move(known)};
    if (!blind.observables.empty()) {
        shown.push_back(std::move(blind));
    }
    note_reading(house.platform, call.actor, shown);
}

http::Response look_up_route(House& house, Call const& call) {
    auto const value = asked_value(call.request);
    auto const purpose = asked_purpose(call.request);
    limit_look_ups(house, call);
    auto found = look_up_values(house.platform.recogniser, value);
    if (found.size() > most_looked_up) {
        found.resize(most_looked_up);
    }
    json::array observables;
    for (auto const& one : found) {
        observables.push_back(recognised_json(one));
    }
    json::array hits_told;
    std::vector<registry::Hit> hits;
    house.platform.store.read([&](store::Reader& reader) {
        hits = house.links.hits(reader, call.actor, questions_of(house, found), std::nullopt);
        for (auto const& hit : hits) {
            hits_told.push_back(hit_json(reader, hit, house.platform.time.now()));
        }
    });
    log_look_up(house, call, purpose, hits);
    return http::json_response(
        200, json::object{{"observable", observables.empty() ? json::value() : observables.front()},
                          {"observables", observables},
                          {"hits", std::move(hits_told)}});
}

base::Ulid required_id(http::Members& members, std::string_view name) {
    auto const text = members.required_text(name, 26);
    auto const id = base::parse_ulid(text);
    if (!text.empty() && !id) {
        members.refuse(name, "識別子の形が違います", "is not an id");
    }
    return id.value_or(base::Ulid{});
}

http::Response separate_route(House& house, Call const& call) {
    auto const body = http::json_body(call.request);
    http::Members members(body);
    NotTheSame const judged{required_id(members, "a"), required_id(members, "b"),
                            members.required_text("reason", 1000)};
    members.finish();
    auto const stored = separate(house.platform, call.actor, judged);
    auto response = http::json_response(201, separation_json(stored));
    response.headers.emplace_back("Location", "/api/v1/separations/" + base::to_string(stored.envelope.id));
    return response;
}

http::Response unite_route(House& house, Call const& call) {
    auto const id = base::parse_ulid(call.request.path_parameter("id"));
    if (!id) {
        throw base::Problem(base::Problem::not_found, "見つかりません", "Not found");
    }
    withdraw_separation(house.platform, call.actor, *id);
    return http::Response{.status = 204};
}

std::int64_t number_query(http::Request const& request, std::string_view name, std::int64_t fallback,
                          std::int64_t most) {
    auto const text = request.query_value(name);
    if (!text || text->empty()) {
        return fallback;
    }
    std::int64_t number = 0;
    auto const [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (error != std::errc{} || end != text->data() + text->size() || number < 1 || number > most) {
        refuse_query(name, "正しい整数ではありません", "is not a number that is allowed here");
    }
    return number;
}

http::Response feeds_route(House& house, Call const& call) {
    constexpr auto last = std::numeric_limits<std::int64_t>::max();
    auto const limit = number_query(call.request, "limit", 50, largest_page);
    auto const before = number_query(call.request, "cursor", last, last);
    json::array items;
    json::value next;
    house.platform.store.read([&](store::Reader& reader) {
        std::int64_t seq = 0;
        reader.each(
            "SELECT e.seq, e.id, e.source, e.external_id, e.name, e.date, e.organisation, length(e.digest), "
            "(SELECT count(*) FROM feed_item i WHERE i.event = e.seq AND i.derived = 0) FROM feed_event e "
            "WHERE e.seq < ? ORDER BY e.seq DESC LIMIT ?",
            {before, limit + 1}, [&](store::Row const& row) {
                if (static_cast<std::int64_t>(items.size()) == limit) {
                    next = fmt::format("{}", seq);
                    return;
                }
                seq = row.integer(0);
                items.push_back(json::object{{"id", base::to_string(row.id(1))},
                                             {"source", row.text(2)},
                                             {"external_id", row.text(3)},
                                             {"name", row.text(4)},
                                             {"date", row.text(5)},
                                             {"organisation", row.text(6)},
                                             {"complete", row.integer(7) > 0},
                                             {"count", row.integer(8)}});
            });
    });
    return http::json_response(200,
                               json::object{{"items", std::move(items)}, {"next_cursor", std::move(next)}});
}

}  // namespace

void install(platform::Platform& platform, registry::LinkQuery const& links) {
    // Shared by the four handlers, which the router keeps.
    auto const house = std::make_shared<House>(platform, links);
    auto const add = [&](Method method, std::string_view pattern, std::string id, base::Words summary,
                         Action action, http::Response (*handler)(House&, Call const&)) {
        http::Route route;
        route.method = method;
        route.pattern.append("/api/v1").append(pattern);
        route.operation_id = std::move(id);
        route.summary = std::move(summary);
        platform.guard.add(platform.router, std::move(route), action,
                           [house, handler](Call const& call) { return handler(*house, call); });
    };
    add(Method::get, "/observables", "lookUpObservable", {"観測情報を照会する", "Look up an observable"},
        Action::observable_look_up, &look_up_route);
    add(Method::post, "/separations", "separate",
        {"同一でないとする", "Say that two records are not the same"}, Action::separation_create,
        &separate_route);
    add(Method::delete_, "/separations/{id}", "withdrawSeparation",
        {"「同一でない」を取り消す", "Take a separation back"}, Action::separation_create, &unite_route);
    add(Method::get, "/feeds", "listFeeds", {"公開指標の一覧", "Feeds of public indicators"},
        Action::observable_look_up, &feeds_route);
}

}  // namespace modules::intelligence
