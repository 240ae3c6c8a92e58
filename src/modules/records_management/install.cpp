#include "modules/records_management/install.h"

#include "base/problem.h"
#include "modules/records_management/disposals.h"
#include "modules/records_management/present.h"
#include "platform/access/guard.h"
#include "platform/access/policy.h"
#include "platform/access/purpose.h"
#include "platform/http/json_message.h"
#include "platform/http/members.h"
#include "platform/http/paging.h"
#include "platform/http/router.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <iterator>

namespace modules::records_management {

namespace access = platform::access;
namespace http = platform::http;
namespace json = boost::json;
using access::Action;
using access::Call;

namespace {

constexpr std::size_t longest_reason = 1000;
constexpr std::size_t largest_export = 100'000;

struct NamedList {
    std::string_view name;
    List list;
};
constexpr NamedList lists[] = {{"due", List::due}, {"proposed", List::proposed}, {"held", List::held}};
constexpr std::string_view done = "done";

[[noreturn]] void refuse_query(std::string_view name, std::string_view ja, std::string_view en) {
    throw base::Problem(base::Problem::bad_request, "一覧の指定に誤りがあります",
                        "the list parameters have a fault",
                        {{std::string(name), {std::string(ja), std::string(en)}}});
}

base::Ulid path_id(http::Request const& request) {
    auto const id = base::parse_ulid(request.path_parameter("id"));
    if (!id) {
        throw base::Problem(base::Problem::not_found, "見つかりません", "Not found");
    }
    return *id;
}

std::string required_text(http::Request const& request, std::string_view name) {
    auto const body = http::json_body(request);
    http::Members members(body);
    auto text = members.required_text(name, longest_reason);
    members.finish();
    return text;
}

registry::Change change_of(Parts const& parts, Call const& call) {
    return {{call.actor.staff, call.actor.unit}, parts.platform.time.now(), "", std::nullopt};
}

// ---- one record

json::object shown_standing(store::Reader& reader, Parts const& parts, Call const& call,
                            base::Ulid const& record) {
    Presenter present(reader, call.actor, parts.platform.time.now());
    return present.standing_in_full(required(reader, parts, call.actor, Action::consultation_read, record));
}

// Reasons are words about the record.
access::Shown reading_of(Call const& call, base::Ulid const& record) {
    return {"read", access::purpose_of(call.request, "record"), "consultation", record, {}};
}

http::Response standing_route(Parts const& parts, Call const& call) {
    auto const record = path_id(call.request);
    json::object answer;
    parts.platform.store.read(
        [&](store::Reader& reader) { answer = shown_standing(reader, parts, call, record); });
    access::note_reading(parts.platform, call.actor, {reading_of(call, record)});
    return http::json_response(200, answer);
}

// Does something to the record of the path, and answers how it stands afterwards.
using Act = std::function<void(store::Transaction&, Standing const&, registry::Change const&)>;
http::Response change(Parts const& parts, Call const& call, Action action, int status, Act const& act) {
    auto const record = path_id(call.request);
    json::object answer;
    parts.platform.store.write([&](store::Transaction& transaction) {
        act(transaction, required(transaction, parts, call.actor, action, record), change_of(parts, call));
        answer = shown_standing(transaction, parts, call, record);
        access::note_reading(transaction, parts.platform, call.actor, {reading_of(call, record)});
    });
    return http::json_response(status, answer);
}

http::Response hold_route(Parts const& parts, Call const& call) {
    auto const reason = required_text(call.request, "reason");
    return change(parts, call, Action::retention_hold, 200,
                  [&](store::Transaction& transaction, Standing const& standing,
                      registry::Change const& change) { hold(transaction, standing, reason, change); });
}

http::Response release_route(Parts const& parts, Call const& call) {
    return change(parts, call, Action::retention_hold, 200, &release);
}

http::Response propose_route(Parts const& parts, Call const& call) {
    return change(parts, call, Action::disposal_propose, 201, &propose);
}

http::Response return_route(Parts const& parts, Call const& call) {
    auto const reason = required_text(call.request, "reason");
    return change(parts, call, Action::disposal_approve, 200,
                  [&](store::Transaction& transaction, Standing const& standing,
                      registry::Change const& change) { give_back(transaction, standing, reason, change); });
}

http::Response approve_route(Parts const& parts, Call const& call) {
    auto const record = path_id(call.request);
    auto const number = required_text(call.request, "number");
    json::object answer;
    parts.platform.store.write([&](store::Transaction& transaction) {
        auto const standing = required(transaction, parts, call.actor, Action::disposal_approve, record);
        auto const disposal = approve(transaction, standing, number, change_of(parts, call));
        answer = Presenter(transaction, call.actor, parts.platform.time.now())
                     .proved(registry::get(transaction, retention::disposal_schema, disposal));
    });
    return http::json_response(200, answer);
}

// ---- the register

registry::PageRequest done_page(Call const& call) {
    auto const right = access::filter(call.actor, Action::disposal_read, "r");
    registry::PageRequest page;
    page.conditions = {{"r.state = 'done'", {}}, {right.sql, right.values}};
    page.order = {"decided_at", true};
    page.limit = http::page_size(call.request);
    if (auto const cursor = call.request.query_value("cursor"); cursor && !cursor->empty()) {
        page.cursor = std::string(*cursor);
    }
    return page;
}

std::string to_cursor(Position const& position) {
    return fmt::format("{}.{}", position.closed_at, position.seq);
}

std::optional<Position> read_cursor(http::Request const& request) {
    auto const text = request.query_value("cursor").value_or("");
    if (text.empty()) {
        return std::nullopt;
    }
    Position position;
    auto const* const end = text.data() + text.size();
    auto const [middle, error] = std::from_chars(text.data(), end, position.closed_at);
    bool const first = error == std::errc{} && middle != end && *middle == '.';
    auto const [last, wrong] =
        first ? std::from_chars(middle + 1, end, position.seq) : std::from_chars_result{};
    if (!first || wrong != std::errc{} || last != end) {
        refuse_query("cursor", "この一覧のものではありません", "is not one of this list");
    }
    return position;
}

json::object counts_of(store::Reader& reader, Parts const& parts, Call const& call) {
    json::object counts;
    for (auto const& [name, list] : lists) {
        counts[name] = count(reader, parts, call.actor, list);
    }
    counts[done] = registry::count(reader, retention::disposal_schema, done_page(call).conditions);
    return counts;
}

http::Response list_done(Parts const& parts, Call const& call) {
    auto const request = done_page(call);
    json::object answer;
    parts.platform.store.read([&](store::Reader& reader) {
        Presenter present(reader, call.actor, parts.platform.time.now());
        auto const page = registry::list(reader, retention::disposal_schema, request);
        json::array items;
        for (auto const& stored : page.items) {
            items.push_back(present.disposal(stored));
        }
        answer = {{"items", std::move(items)},
                  {"next_cursor", page.next_cursor ? json::value(*page.next_cursor) : json::value()},
                  {"counts", counts_of(reader, parts, call)}};
    });
    return http::json_response(200, answer);
}

http::Response list_records(Parts const& parts, Call const& call, List list) {
    auto const limit = http::page_size(call.request);
    auto const after = read_cursor(call.request);
    json::object answer;
    std::vector<access::ShownLately::Row> rows;
    parts.platform.store.read([&](store::Reader& reader) {
        Presenter present(reader, call.actor, parts.platform.time.now());
        auto found = listed(reader, parts, call.actor, list, after, limit + 1);
        bool const more = found.size() > limit;
        found.resize(std::min(found.size(), limit));
        json::array items;
        for (auto const& standing : found) {
            items.push_back(present.standing(standing));
            rows.push_back({standing.id, standing.hold ? standing.hold->placed_at.milliseconds : 0});
        }
        answer = {{"items", std::move(items)},
                  {"next_cursor", more ? json::value(to_cursor(position_of(found.back()))) : json::value()},
                  {"counts", counts_of(reader, parts, call)}};
    });
    access::note_list(
        parts.platform, call.actor, parts.shown_lately,
        {"list", access::purpose_of(call.request, "disposals"), "consultation", std::nullopt, {}}, rows);
    return http::json_response(200, answer);
}

http::Response list_route(Parts const& parts, Call const& call) {
    auto const name = call.request.query_value("list").value_or("due");
    if (name == done) {
        return list_done(parts, call);
    }
    auto const named = std::ranges::find(lists, name, &NamedList::name);
    if (named == std::end(lists)) {
        refuse_query("list", "due・proposed・held・done のいずれかです", "is due, proposed, held or done");
    }
    return list_records(parts, call, named->list);
}

http::Response get_route(Parts const& parts, Call const& call) {
    auto const id = path_id(call.request);
    json::object answer;
    parts.platform.store.read([&](store::Reader& reader) {
        access::require(reader, call.actor, Action::disposal_read,
                        {retention::disposal_schema, id, Action::disposal_read});
        answer = Presenter(reader, call.actor, parts.platform.time.now())
                     .proved(registry::get(reader, retention::disposal_schema, id));
    });
    return http::json_response(200, answer);
}

// 廃棄簿.
http::Response export_route(Parts const& parts, Call const& call) {
    auto page = done_page(call);
    page.limit = http::largest_page;
    page.cursor.reset();
    http::Response response;
    response.headers = {{"Content-Type", "text/csv; charset=utf-8"},
                        {"Content-Disposition", "attachment; filename=\"disposals.csv\""}};
    response.body = csv_header(call.request.language);
    parts.platform.store.read([&](store::Reader& reader) {
        Presenter present(reader, call.actor, parts.platform.time.now());
        std::size_t rows = 0;
        do {
            auto const found = registry::list(reader, retention::disposal_schema, page);
            for (auto const& stored : found.items) {
                response.body += present.csv_row(stored, call.request.language);
            }
            rows += found.items.size();
            page.cursor = found.next_cursor;
        } while (page.cursor && rows < largest_export);
    });
    return response;
}

}  // namespace

void install(Parts const& parts) {
    auto const add = [&parts](http::Method method, std::string_view pattern, std::string id,
                              base::Words summary, Action action,
                              http::Response (*handler)(Parts const&, Call const&)) {
        http::Route route;
        route.method = method;
        route.pattern.append("/api/v1").append(pattern);
        route.operation_id = std::move(id);
        route.summary = std::move(summary);
        parts.platform.guard.add(parts.platform.router, std::move(route), action,
                                 [&parts, handler](Call const& call) { return handler(parts, call); });
    };
    using enum http::Method;
    add(get, "/consultations/{id}/retention", "getRetention", {"保存期間", "How long it is kept"},
        Action::consultation_read, &standing_route);
    add(put, "/consultations/{id}/retention-hold", "holdBack", {"保存を延長する", "Hold back from disposal"},
        Action::retention_hold, &hold_route);
    add(delete_, "/consultations/{id}/retention-hold", "releaseHold",
        {"保存延長を解除する", "Release the hold"}, Action::retention_hold, &release_route);
    add(post, "/consultations/{id}/disposal", "proposeDisposal", {"廃棄を起案する", "Propose disposal"},
        Action::disposal_propose, &propose_route);
    add(post, "/consultations/{id}/disposal/return", "returnDisposal",
        {"廃棄の起案を差し戻す", "Return the proposal"}, Action::disposal_approve, &return_route);
    add(post, "/consultations/{id}/disposal/approve", "approveDisposal",
        {"廃棄を承認し消去する", "Approve the disposal and erase"}, Action::disposal_approve, &approve_route);
    add(get, "/disposals", "listDisposals",
        {"廃棄対象と廃棄簿", "What is due for disposal, and what is gone"}, Action::disposal_read,
        &list_route);
    add(get, "/disposals/export", "exportDisposals", {"廃棄簿の CSV 出力", "Register of disposals as CSV"},
        Action::disposal_read, &export_route);
    add(get, "/disposals/{id}", "getDisposal", {"廃棄の証明", "Proof of a disposal"}, Action::disposal_read,
        &get_route);
}

}  // namespace modules::records_management
