#include "base/problem.h"
#include "base/utf8.h"
#include "modules/intake/install.h"
#include "modules/intake/present.h"
#include "modules/intake/reading.h"
#include "modules/intake/referrals.h"
#include "modules/intake/requests.h"
#include "modules/intake/routing.h"
#include "modules/intake/waiting.h"
#include "platform/access/policy.h"
#include "platform/http/members.h"
#include "platform/registry/clock.h"
#include "platform/registry/json.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <charconv>

namespace modules::intake {

namespace http = platform::http;
namespace json = boost::json;
namespace store = platform::store;
using http::Method;
using platform::access::Action;
using platform::access::Call;
using registry::Referral;

namespace {

constexpr std::int64_t inbox_page = 50;
constexpr std::int64_t largest_inbox_page = 500;

base::Words why(Referral const& referral, Consultation const& consultation) {
    auto const& purpose = record::enum_label(referral.purpose);
    base::Words words{std::string(purpose.ja), std::string(purpose.en)};
    if (!referral.message.empty()) {
        auto const message = std::string(base::first_code_points(referral.message, 60));
        return {words.ja + "：" + message, words.en + ": " + message};
    }
    if (!consultation.internal_type.empty()) {
        words.ja += "：" + consultation.internal_type;
        words.en += ": " + consultation.internal_type;
    }
    return words;
}

// How many cards of a column are asked for: more of one without asking for all of the others.
std::int64_t asked_for(http::Request const& request, std::string_view column) {
    auto const text = request.query_value(column);
    if (!text) {
        return inbox_page;
    }
    std::int64_t most = 0;
    auto const [end, error] = std::from_chars(text->data(), text->data() + text->size(), most);
    if (error != std::errc{} || end != text->data() + text->size() || most < 0 || most > largest_inbox_page) {
        throw base::Problem(base::Problem::bad_request, "受信箱の指定に誤りがあります",
                            "the parameters of the inbox have a fault",
                            {{std::string(column), {"0〜500の整数です", "is an integer from 0 to 500"}}});
    }
    return most;
}

json::object inbox_item(store::Reader& reader, Parts const& parts, Call const& call, InboxEntry const& entry,
                        Presenter& present) {
    auto const stored = registry::get(reader, registry::referral_schema, entry.referral);
    auto const& referral = stored.record.as<Referral>();
    auto const consultation = registry::get(reader, consultation_schema, referral.record_id);
    auto const link = parts.links.strongest_link(reader, call.actor, referral.record_id);
    return {
        {"referral", present.referral(stored)},
        {"consultation", present.summary(consultation)},
        {"why", registry::to_json(why(referral, consultation.record.as<Consultation>()))},
        {"clock",
         entry.clock ? json::value(present.clock(registry::get(reader, registry::clock_schema, *entry.clock)))
                     : json::value()},
        {"strongest_link",
         link && !link->separation ? json::value(present.link(*link, referral.record_id)) : json::value()}};
}

http::Response inbox_route(Parts const& parts, Call const& call) {
    std::array const most{asked_for(call.request, "overdue"), asked_for(call.request, "today"),
                          asked_for(call.request, "later")};
    auto const shown = shown_rows(call.request, "inbox");
    json::object answer;
    std::vector<platform::access::ShownLately::Row> rows;
    std::vector<platform::access::ShownLately::Row> blind;
    parts.platform.store.read([&](store::Reader& reader) {
        auto const now = parts.platform.time.now();
        Presenter present(reader, call.actor, now);
        auto const found = inbox(reader, call.actor, most, now);
        json::array items;
        for (auto const& entry : found.entries) {
            items.push_back(inbox_item(reader, parts, call, entry, present));
        }
        rows = present.shown();
        blind = present.blind();
        answer["items"] = std::move(items);
        answer["counts"] = {{"overdue", found.counts[0]},
                            {"today", found.counts[1]},
                            {"later", found.counts[2]},
                            {"to_receive", found.to_receive}};
    });
    note_list(parts.platform, call.actor, parts.shown_lately, shown, rows);
    note_list(parts.platform, call.actor, parts.shown_lately, {"blind_hit", shown.purpose, "link", {}, {}},
              blind);
    return http::json_response(200, answer);
}

http::Response record_clocks_route(Parts const& parts, Call const& call) {
    json::array items;
    parts.platform.store.read([&](store::Reader& reader) {
        auto const id = path_id(call.request);
        platform::access::require(reader, call.actor, Action::consultation_read, {consultation_schema, id});
        Presenter present(reader, call.actor, parts.platform.time.now());
        for (auto const& stored :
             registry::all(reader, registry::clock_schema, {"r.record_id = ?", {store::id_value(id)}})) {
            items.push_back(present.clock(stored));
        }
    });
    return http::json_response(200, json::object{{"items", std::move(items)}});
}

http::Response clock_answer(Parts const& parts, Call const& call) {
    http::Response response;
    parts.platform.store.read([&](store::Reader& reader) {
        Presenter present(reader, call.actor, parts.platform.time.now());
        response = http::json_response(
            200, present.clock(registry::get(reader, registry::clock_schema, path_id(call.request))));
    });
    return response;
}

http::Response done_route(Parts const& parts, Call const& call) {
    auto const body = http::json_body(call.request);
    http::Members members(body);
    auto const late_reason = members.text("late_reason", 1000);
    members.finish();
    registry::Change const change{author(call.actor), parts.platform.time.now(), "", std::nullopt};
    parts.platform.store.write([&](store::Transaction& transaction) {
        auto const clock = allowed_part(transaction, call, registry::clock_schema, Action::clock_work);
        registry::finish_clock(transaction, clock, late_reason, change);
    });
    return clock_answer(parts, call);
}

http::Response waive_route(Parts const& parts, Call const& call) {
    auto const body = http::json_body(call.request);
    http::Members members(body);
    auto const reason = members.required_text("reason", 1000);
    members.finish();
    registry::Change const change{author(call.actor), parts.platform.time.now(), "", std::nullopt};
    parts.platform.store.write([&](store::Transaction& transaction) {
        auto const clock = allowed_part(transaction, call, registry::clock_schema, Action::clock_work);
        registry::waive_clock(transaction, clock, reason, change);
    });
    return clock_answer(parts, call);
}

bool may_list(Call const& call, WorkList list) {
    return list != WorkList::approvals || platform::access::may(call.actor, Action::referral_approve);
}

// 担当業務: what waits for me; each number opens its list.
http::Response work_route(Parts const& parts, Call const& call) {
    json::object counts;
    auto const now = parts.platform.time.now();  // one for all: nothing is both overdue and due today
    parts.platform.store.read([&](store::Reader& reader) {
        counts["drafts"] = reader
                               .first("SELECT count(*) FROM drafts WHERE created_by = ?",
                                      {store::id_value(call.actor.staff)})
                               ->integer(0);
        for (auto const& value : record::enum_values<WorkList>) {
            auto const list = static_cast<WorkList>(value.number);
            auto const lists = waiting(reader, call.actor, list, now);
            counts[value.value] =
                may_list(call, list) ? registry::count(reader, lists.schema, lists.conditions) : 0;
        }
    });
    return http::json_response(200, json::object{{"counts", std::move(counts)}});
}

json::value work_item(store::Reader& reader, Presenter& present, record::StoredRecord const& stored) {
    if (&stored.record.schema() == &consultation_schema) {
        return present.summary(stored);
    }
    auto const is_clock = &stored.record.schema() == &registry::clock_schema;
    auto object = is_clock ? present.clock(stored) : present.referral(stored);
    auto const& about =
        is_clock ? stored.record.as<registry::Clock>().record_id : stored.record.as<Referral>().record_id;
    object["consultation"] = present.summary(registry::get(reader, consultation_schema, about));
    return object;
}

http::Response work_list_route(Parts const& parts, Call const& call) {
    auto const list = record::parse_enum<WorkList>(call.request.path_parameter("list"));
    if (!list || !may_list(call, *list)) {
        throw base::Problem(base::Problem::not_found, "その一覧はありません", "there is no such list");
    }
    auto const shown = shown_rows(call.request, "work");
    std::vector<platform::access::ShownLately::Row> rows;
    json::object answer;
    parts.platform.store.read([&](store::Reader& reader) {
        auto const now = parts.platform.time.now();
        Presenter present(reader, call.actor, now);
        auto const lists = waiting(reader, call.actor, *list, now);
        auto request = read_page(call.request, lists.schema, lists.sort);
        request.conditions.insert(request.conditions.end(), lists.conditions.begin(), lists.conditions.end());
        auto const page = registry::list(reader, lists.schema, request);
        json::array items;
        for (auto const& stored : page.items) {
            items.push_back(work_item(reader, present, stored));
        }
        rows = present.shown();
        answer["items"] = std::move(items);
        answer["next_cursor"] = page.next_cursor ? json::value(*page.next_cursor) : json::value();
    });
    note_list(parts.platform, call.actor, parts.shown_lately, shown, rows);
    return http::json_response(200, answer);
}

}  // namespace

void add_work_routes(Parts const& parts) {
    auto const route = [&parts](http::Response (*handler)(Parts const&, Call const&)) {
        return [&parts, handler](Call const& call) { return handler(parts, call); };
    };
    add(parts, {Method::get, "/inbox", "inbox", {"受信箱", "Inbox"}}, Action::inbox_work,
        route(&inbox_route));
    add(parts, {Method::get, "/work", "work", {"担当業務の件数", "My work, counted"}},
        Action::consultation_read, route(&work_route));
    add(parts, {Method::get, "/work/{list}", "workList", {"担当業務の一覧", "A list of my work"}},
        Action::consultation_read, route(&work_list_route));
    add(parts,
        {Method::get, "/consultations/{id}/clocks", "recordClocks", {"受理票の期限", "Clocks of a record"}},
        Action::consultation_read, route(&record_clocks_route));
    add(parts, {Method::post, "/clocks/{id}/done", "finishClock", {"完了する", "Done"}}, Action::clock_work,
        route(&done_route));
    add(parts, {Method::post, "/clocks/{id}/waiver", "waiveClock", {"不要とする", "Waive"}},
        Action::clock_work, route(&waive_route));
}

}  // namespace modules::intake
