#include "base/problem.h"
#include "base/utf8.h"
#include "modules/intake/install.h"
#include "modules/intake/present.h"
#include "modules/intake/referrals.h"
#include "modules/intake/requests.h"
#include "modules/intake/routing.h"
#include "platform/access/policy.h"
#include "platform/http/members.h"
#include "platform/registry/clock.h"
#include "platform/registry/json.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

namespace modules::intake {

namespace http = platform::http;
namespace json = boost::json;
namespace store = platform::store;
using http::Method;
using platform::access::Action;
using platform::access::Call;
using registry::Condition;
using registry::Referral;

namespace {

constexpr std::size_t most_inbox_items = 500;

// "r.<column> IN (?, ?, …)" over ids.
Condition among(std::string_view column, std::vector<base::Ulid> const& ids) {
    Condition condition{"r." + std::string(column) + " IN (", {}};
    for (auto const& id : ids) {
        condition.sql += condition.values.empty() ? "?" : ", ?";
        condition.values.push_back(store::id_value(id));
    }
    condition.sql += ids.empty() ? "NULL)" : ")";
    return condition;
}

// Which of the units that a table names are the actor's to work.
std::vector<base::Ulid> our_units(store::Reader& reader, platform::access::Actor const& actor,
                                  std::string_view sql) {
    std::vector<base::Ulid> units;
    for (auto const& row : reader.query(sql)) {
        if (auto const unit = row.optional_id(0); unit && is_ours(reader, actor, *unit)) {
            units.push_back(*unit);
        }
    }
    return units;
}

std::vector<record::StoredRecord> inbox_referrals(store::Reader& reader,
                                                  platform::access::Actor const& actor) {
    auto const units =
        our_units(reader, actor,
                  "SELECT DISTINCT to_unit FROM referrals WHERE state IN ('unapproved', 'flash', 'sent', "
                  "'received')");
    registry::PageRequest page;
    page.conditions = {among("to_unit", units),
                       {"r.state IN ('unapproved', 'flash', 'sent', 'received')", {}}};
    page.limit = most_inbox_items;
    return registry::list(reader, registry::referral_schema, page).items;
}

// The receiving unit's own clock, else the record's most pressing one.
std::optional<record::StoredRecord> inbox_clock(store::Reader& reader, Presenter& present,
                                                Referral const& referral) {
    for (auto const& clock : registry::open_clocks(reader, referral.record_id, "receive_referral")) {
        if (clock.envelope.owner_unit == referral.to_unit) {
            return clock;
        }
    }
    return present.next_clock(referral.record_id);
}

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

http::Response inbox_route(Parts const& parts, Call const& call) {
    json::array items;
    parts.platform.store.read([&](store::Reader& reader) {
        Presenter present(reader, call.actor, parts.platform.time.now());
        for (auto const& stored : inbox_referrals(reader, call.actor)) {
            auto const& referral = stored.record.as<Referral>();
            auto const facts = platform::access::facts_of(reader, consultation_schema, referral.record_id);
            if (!facts || !platform::access::decide(call.actor, Action::inbox_work, *facts)) {
                continue;
            }
            auto const consultation = registry::get(reader, consultation_schema, referral.record_id);
            json::object item{
                {"referral", present.referral(stored)},
                {"consultation", present.summary(consultation)},
                {"why", registry::to_json(why(referral, consultation.record.as<Consultation>()))}};
            auto const clock = inbox_clock(reader, present, referral);
            item["clock"] = clock ? json::value(present.clock(*clock)) : json::value();
            auto const link = parts.links.strongest_link(reader, call.actor, referral.record_id);
            item["strongest_link"] =
                link && !link->separation ? json::value(present.link(*link)) : json::value();
            items.push_back(std::move(item));
        }
    });
    return http::json_response(200, json::object{{"items", std::move(items)}});
}

std::vector<record::StoredRecord> our_open_clocks(store::Reader& reader,
                                                  platform::access::Actor const& actor) {
    auto const units =
        our_units(reader, actor, "SELECT DISTINCT owner_unit FROM clocks WHERE state = 'open'");
    registry::PageRequest page;
    page.conditions = {among("owner_unit", units), {"r.state = 'open'", {}}};
    page.order = {"due_at", false};
    page.limit = 200;
    return registry::list(reader, registry::clock_schema, page).items;
}

// The clock with the one-line form of its record, where the actor may read that.
std::optional<json::object> clock_with_record(store::Reader& reader, Presenter& present, Call const& call,
                                              record::StoredRecord const& stored) {
    auto const& clock = stored.record.as<registry::Clock>();
    auto const facts = platform::access::facts_of(reader, consultation_schema, clock.record_id);
    if (!facts || !platform::access::decide(call.actor, Action::consultation_read, *facts)) {
        return std::nullopt;
    }
    auto object = present.clock(stored);
    object["consultation"] = present.summary(registry::get(reader, consultation_schema, clock.record_id));
    return object;
}

http::Response clocks_route(Parts const& parts, Call const& call) {
    json::array items;
    parts.platform.store.read([&](store::Reader& reader) {
        Presenter present(reader, call.actor, parts.platform.time.now());
        for (auto const& stored : our_open_clocks(reader, call.actor)) {
            if (auto object = clock_with_record(reader, present, call, stored)) {
                items.push_back(std::move(*object));
            }
        }
    });
    return http::json_response(200, json::object{{"items", std::move(items)}, {"next_cursor", nullptr}});
}

http::Response record_clocks_route(Parts const& parts, Call const& call) {
    json::array items;
    parts.platform.store.read([&](store::Reader& reader) {
        auto const id = path_id(call.request);
        auto const facts = platform::access::facts_of(reader, consultation_schema, id);
        platform::access::require(call.actor, Action::consultation_read,
                                  facts.value_or(platform::access::RecordFacts{}));
        Presenter present(reader, call.actor, parts.platform.time.now());
        for (auto const& stored :
             registry::all(reader, registry::clock_schema, {"r.record_id = ?", {store::id_value(id)}})) {
            items.push_back(present.clock(stored));
        }
    });
    return http::json_response(200, json::object{{"items", std::move(items)}});
}

record::StoredRecord workable_clock(store::Reader& reader, Call const& call) {
    auto clock = registry::get(reader, registry::clock_schema, path_id(call.request));
    auto const facts =
        platform::access::facts_of(reader, consultation_schema, clock.record.as<registry::Clock>().record_id);
    platform::access::require(call.actor, Action::clock_work,
                              facts.value_or(platform::access::RecordFacts{}));
    return clock;
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
        registry::finish_clock(transaction, workable_clock(transaction, call), late_reason, change);
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
        registry::waive_clock(transaction, workable_clock(transaction, call), reason, change);
    });
    return clock_answer(parts, call);
}

// 担当業務: what waits for me; each number opens its list.
http::Response work_route(Parts const& parts, Call const& call) {
    json::object answer;
    parts.platform.store.read([&](store::Reader& reader) {
        Presenter present(reader, call.actor, parts.platform.time.now());
        answer["drafts"] = reader
                               .first("SELECT count(*) FROM drafts WHERE created_by = ?",
                                      {store::id_value(call.actor.staff)})
                               ->integer(0);
        registry::PageRequest mine;
        auto const filter = platform::access::filter(call.actor, Action::consultation_read, "r");
        mine.conditions = {{filter.sql, filter.values},
                           {"r.status <> 'closed'", {}},
                           {"r.receiver = ? OR r.owner_unit = ?",
                            {store::id_value(call.actor.staff), store::id_value(call.actor.unit)}}};
        mine.limit = 50;
        json::array rows;
        for (auto const& stored : registry::list(reader, consultation_schema, mine).items) {
            rows.push_back(present.summary(stored));
        }
        answer["mine"] = std::move(rows);
        answer["mine_count"] = registry::count(reader, consultation_schema, mine.conditions);
        json::array waiting;
        for (auto const& stored : inbox_referrals(reader, call.actor)) {
            if (!stored.record.as<Referral>().received_at) {
                auto object = present.referral(stored);
                auto const consultation =
                    registry::get(reader, consultation_schema, stored.record.as<Referral>().record_id);
                object["consultation"] = present.summary(consultation);
                waiting.push_back(std::move(object));
            }
        }
        answer["receipts_waiting"] = std::move(waiting);
        json::array overdue;
        json::array today;
        for (auto const& stored : our_open_clocks(reader, call.actor)) {
            auto const state = present.clock_state(stored);
            if (state == "later") {
                continue;
            }
            if (auto object = clock_with_record(reader, present, call, stored)) {
                (state == "overdue" ? overdue : today).push_back(std::move(*object));
            }
        }
        answer["overdue"] = std::move(overdue);
        answer["today"] = std::move(today);
        json::array approvals;
        if (platform::access::may(call.actor, Action::referral_approve)) {
            // Asked per waiting report, of which there are few; not of every consultation of the station.
            auto const station = platform::access::filter(call.actor, Action::referral_approve, "c");
            registry::PageRequest page;
            page.conditions = {
                {"r.purpose = 'report' AND r.approved_at IS NULL AND r.state <> 'returned'", {}},
                {"EXISTS (SELECT 1 FROM consultations c WHERE c.id = r.record_id AND " + station.sql + ")",
                 station.values}};
            for (auto const& stored : registry::list(reader, registry::referral_schema, page).items) {
                auto object = present.referral(stored);
                object["consultation"] = present.summary(
                    registry::get(reader, consultation_schema, stored.record.as<Referral>().record_id));
                approvals.push_back(std::move(object));
            }
        }
        answer["approvals_waiting"] = std::move(approvals);
    });
    return http::json_response(200, answer);
}

}  // namespace

void add_work_routes(Parts const& parts) {
    auto const route = [&parts](http::Response (*handler)(Parts const&, Call const&)) {
        return [&parts, handler](Call const& call) { return handler(parts, call); };
    };
    add(parts, {Method::get, "/inbox", "inbox", {"受信箱", "Inbox"}}, Action::inbox_work,
        route(&inbox_route));
    add(parts, {Method::get, "/work", "work", {"担当業務", "My work"}}, Action::consultation_read,
        route(&work_route));
    add(parts, {Method::get, "/clocks", "listClocks", {"期限", "Clocks"}}, Action::clock_work,
        route(&clocks_route));
    add(parts,
        {Method::get, "/consultations/{id}/clocks", "recordClocks", {"受理票の期限", "Clocks of a record"}},
        Action::consultation_read, route(&record_clocks_route));
    add(parts, {Method::post, "/clocks/{id}/done", "finishClock", {"完了する", "Done"}}, Action::clock_work,
        route(&done_route));
    add(parts, {Method::post, "/clocks/{id}/waiver", "waiveClock", {"不要とする", "Waive"}},
        Action::clock_work, route(&waive_route));
}

}  // namespace modules::intake
