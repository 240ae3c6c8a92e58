#include "base/problem.h"
#include "base/utf8.h"
#include "modules/audit/activity.h"
#include "modules/audit/person.h"
#include "modules/audit/present.h"
#include "modules/audit/questions.h"
#include "modules/audit/routes.h"
#include "platform/http/json_message.h"
#include "platform/http/members.h"
#include "platform/http/paging.h"
#include "platform/journal/access_index.h"
#include "platform/recognition/recogniser.h"
#include "platform/registry/json.h"
#include "platform/registry/staff.h"

#include <algorithm>

namespace modules::audit {

namespace http = platform::http;
namespace json = boost::json;

namespace {

constexpr int usual_days = 30;
constexpr int most_days = 92;
constexpr std::size_t most_looked_at = 20'000;
constexpr std::size_t fewest_characters = 2;

// ---- この人を見た者

struct PersonQuestion {
    std::string value;
    std::string purpose;
    Filter filter;
    std::optional<Position> before;
};

base::Instant start_of(http::Members& members, std::string_view name, int days_later) {
    auto const text = members.text(name, 10);
    if (text.empty()) {
        return {};
    }
    auto const date = base::parse_date(text);
    if (!date) {
        members.refuse(name, "日付ではありません (例: 2026-11-22)", "is not a date such as 2026-11-22");
        return {};
    }
    return base::start_of_day_in_japan(base::add_days(*date, days_later));
}

PersonQuestion read_question(http::Request const& request) {
    auto const body = http::json_body(request);
    http::Members members(body);
    PersonQuestion question;
    question.value = members.required_text("value", 200);
    question.purpose = members.required_text("purpose", 400);
    auto const length = base::count_code_points(question.value).value_or(0);
    if (!question.value.empty() && length < fewest_characters) {
        members.refuse("value", "2文字以上で指定してください", "is at least two characters");
    }
    if (auto const from = start_of(members, "from", 0); from.milliseconds != 0) {
        question.filter.from = from;
    }
    if (auto const until = start_of(members, "to", 1); until.milliseconds != 0) {
        question.filter.until = until;
    }
    auto const cursor = members.text("cursor", 1000);
    members.finish();
    question.before = read_cursor(cursor);
    return question;
}

json::array types_json(std::vector<std::string> const& types) {
    json::array items;
    for (auto const& type : types) {
        items.push_back(json::object{{"type", type},
                                     {"label", registry::to_json(platform::recognition::type_label(type))}});
    }
    return items;
}

// ---- 職員別

struct Period {
    base::Date from;
    base::Date to;  // included
};

Period read_period(Filter const& filter, base::Instant now) {
    Period period;
    period.to =
        filter.until ? base::add_days(base::date_in_japan(*filter.until), -1) : base::date_in_japan(now);
    period.from = filter.from ? base::date_in_japan(*filter.from) : base::add_days(period.to, 1 - usual_days);
    if (base::add_days(period.from, most_days) <= period.to) {
        throw base::Problem(base::Problem::bad_request, "期間が長すぎます", "the period is too long",
                            {{"filter[from]", {"92日以内にしてください", "at most 92 days"}}});
    }
    return period;
}

// Opened records that belong to no unit of the station in which the person served when opening them.
std::set<base::Ulid> foreign_records(store::Reader& reader, registry::RecordKinds const& kinds,
                                     std::vector<Entry> const& all) {
    std::map<base::Ulid, base::Ulid> stations;
    for (auto const& row : reader.query("SELECT id, station FROM units")) {
        stations[row.id(0)] = row.optional_id(1).value_or(row.id(0));
    }
    std::map<base::Ulid, base::Ulid> opened_from;
    for (auto const& entry : all) {
        auto const record = opened_record(entry);
        if (record && entry.unit) {
            opened_from.emplace(*record, *entry.unit);
        }
    }
    std::set<base::Ulid> foreign;
    for (auto const& kind : kinds.all()) {
        std::string sql = "SELECT owner_unit, origin_unit FROM ";
        sql.append(kind.schema->plural).append(" WHERE id = ?");
        for (auto const& [record, unit] : opened_from) {
            auto const row = reader.first(sql, {store::id_value(record)});
            if (row && stations[row->id(0)] != stations[unit] && stations[row->id(1)] != stations[unit]) {
                foreign.insert(record);
            }
        }
    }
    return foreign;
}

std::vector<Entry> whole_period(store::Reader& reader, Filter const& filter) {
    return entries_of_both(reader, filter, std::nullopt, most_looked_at + 1);
}

// Refused sign-ins name the account and nobody: they are told beside what its officer did.
void add_refused_sign_ins(store::Reader& reader, Filter filter, base::Ulid const& staff,
                          std::vector<Entry>& all) {
    filter.staff.reset();
    filter.action = "sign_in_refused";
    filter.records.emplace();
    for (auto const& row : reader.query("SELECT id FROM account WHERE staff = ?", {store::id_value(staff)})) {
        filter.records->push_back(row.id(0));
    }
    auto const refused = entries(reader, Log::access, filter, std::nullopt, 1000);
    all.insert(all.end(), refused.begin(), refused.end());
    std::ranges::stable_sort(all, std::greater<>(), [](Entry const& entry) { return entry.at; });
}

bool is_older(Entry const& entry, Position const& before) {
    return std::tuple(entry.at.milliseconds, entry.log, entry.node, entry.seq) <
           std::tuple(before.at, before.log, before.node, before.seq);
}

}  // namespace

http::Response person_route(Platform const& platform, Call const& call) {
    auto const limit = http::page_size(call.request);
    auto question = read_question(call.request);
    platform::journal::index_reads(platform.store);
    json::object answer;
    PersonFound person;
    platform.store.read([&](store::Reader& reader) {
        person = find_person(reader, platform, call.actor, question.value);
        question.filter.records = person.records;
        Presenter present(reader, platform.record_kinds, base::date_in_japan(platform.time.now()));
        auto found = entries(reader, Log::access, question.filter, question.before, limit + 1);
        bool const more = found.size() > limit;
        found.resize(std::min(found.size(), limit));
        auto const counted = counts(reader, Log::access, question.filter);
        answer = {{"records", present.records(person.records)},
                  {"records_more", person.more},
                  {"understood_as", types_json(person.types)},
                  {"items", present.entries(found)},
                  {"counts", present.counts(counted, Log::access)},
                  {"next_cursor", more ? json::value(to_cursor(position_of(found.back()))) : json::value()}};
    });
    note_question(platform, call,
                  {"audit_person", question.purpose, "access_log", std::nullopt, person.records});
    return http::json_response(200, answer);
}

http::Response staff_activity_route(Platform const& platform, Call const& call) {
    auto const limit = http::page_size(call.request);
    auto const before = read_cursor(call.request.query_value("cursor").value_or(""));
    auto const staff = base::parse_ulid(call.request.path_parameter("id"));
    platform::journal::index_reads(platform.store);
    json::object answer;
    platform.store.read([&](store::Reader& reader) {
        if (!staff || !registry::staff_by_id(reader, *staff)) {
            throw base::Problem(base::Problem::not_found, "その職員はいません", "there is no such officer");
        }
        auto filter = read_filter(reader, platform.record_kinds, call.request, Log::access);
        auto const period = read_period(filter, platform.time.now());
        filter.from = base::start_of_day_in_japan(period.from);
        filter.until = base::start_of_day_in_japan(base::add_days(period.to, 1));
        filter.staff = staff;
        auto all = whole_period(reader, filter);
        bool const bounded = all.size() > most_looked_at;
        all.resize(std::min(all.size(), most_looked_at));
        add_refused_sign_ins(reader, filter, *staff, all);
        auto const activity =
            activity_of(all, foreign_records(reader, platform.record_kinds, all), platform.calendar);
        Presenter present(reader, platform.record_kinds, base::date_in_japan(platform.time.now()));
        answer = present.activity(activity);
        std::vector<Entry> page;
        json::array marks;
        json::value next;
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (before && !is_older(all[i], *before)) {
                continue;
            }
            if (page.size() == limit) {
                next = to_cursor(position_of(page.back()));
                break;
            }
            page.push_back(all[i]);
            marks.push_back(marks_json(activity.of_entries[i]));
        }
        auto items = present.entries(page);
        for (std::size_t i = 0; i < items.size(); ++i) {
            items[i].as_object()["marks"] = marks[i];
        }
        answer["staff"] = present.staff(*staff);
        answer["from"] = base::to_iso(period.from);
        answer["to"] = base::to_iso(period.to);
        answer["count"] = all.size();
        answer["bounded"] = bounded;
        answer["items"] = std::move(items);
        answer["next_cursor"] = std::move(next);
    });
    note_question(platform, call, {"audit", {}, "staff", staff, {}});
    return http::json_response(200, answer);
}

}  // namespace modules::audit
