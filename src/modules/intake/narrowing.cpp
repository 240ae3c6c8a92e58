#include "modules/intake/narrowing.h"

#include "base/problem.h"
#include "formats/office_values/office_values.h"
#include "modules/intake/open_work.h"
#include "modules/intake/told_parties.h"
#include "modules/intake/waiting.h"
#include "platform/recognition/recogniser.h"
#include "platform/search/search.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace modules::intake {

namespace store = platform::store;
using platform::recognition::Recognised;
using registry::Condition;

namespace {

[[noreturn]] void refuse(std::string_view name, std::string_view ja, std::string_view en) {
    throw base::Problem(base::Problem::bad_request, "絞り込みの指定に誤りがあります", "a filter has a fault",
                        {{std::string(name), {std::string(ja), std::string(en)}}});
}

std::string_view value_of(ListQuery const& query, std::string_view name) {
    auto const at = query.find(name);
    return at == query.end() ? std::string_view() : std::string_view(at->second);
}

// A day as people write it: 2026-11-22, 令和8年11月22日, R8.11.22.
std::optional<base::Date> day(ListQuery const& query, std::string_view name) {
    auto const text = value_of(query, name);
    if (text.empty()) {
        return std::nullopt;
    }
    auto const date = formats::office_values::read_date(text);
    if (!date) {
        refuse(name, "日付ではありません（例 2026-11-22、令和8年11月22日）",
               "is not a date (as 2026-11-22 or 令和8年11月22日)");
    }
    return date;
}

void add_period(ListQuery const& query, std::vector<Condition>& conditions) {
    auto const from = day(query, "from");
    auto const to = day(query, "to");
    if (from && to && *to < *from) {
        refuse("to", "終わりの日が始めの日より前です", "lies before the first day");
    }
    if (from) {
        conditions.push_back({"r.received_at >= ?", {base::start_of_day_in_japan(*from).milliseconds}});
    }
    if (to) {
        auto const next = base::start_of_day_in_japan(base::add_days(*to, 1));
        conditions.push_back({"r.received_at < ?", {next.milliseconds}});
    }
}

// Taken in or led by the unit, by one below it, or by one that these took over from.
void add_unit(ListQuery const& query, std::vector<Condition>& conditions) {
    auto const text = value_of(query, "unit");
    if (text.empty()) {
        return;
    }
    auto const unit = base::parse_ulid(text);
    if (!unit) {
        refuse("unit", "所属の識別子ではありません", "is not the id of a unit");
    }
    constexpr std::string_view these =
        "(WITH RECURSIVE these(id) AS (SELECT ? UNION SELECT u.id FROM units u JOIN these t ON "
        "u.parent = t.id OR u.successor = t.id) SELECT id FROM these)";
    std::string const among(these);
    std::string sql = "r.owner_unit IN ";
    sql.append(among).append(" OR r.origin_unit IN ").append(among);
    conditions.push_back({std::move(sql), {store::id_value(*unit), store::id_value(*unit)}});
}

void add_officer(ListQuery const& query, std::vector<Condition>& conditions) {
    auto const text = value_of(query, "officer");
    if (text.empty()) {
        return;
    }
    auto const staff = base::parse_ulid(text);
    if (!staff) {
        refuse("officer", "職員の識別子ではありません", "is not the id of an officer");
    }
    conditions.push_back(in_hand_of(*staff));
}

Condition with_clock(std::string_view due, base::Instant now) {
    std::string sql = "r.id IN (SELECT k.record_id FROM clocks k WHERE k.state = 'open'";
    store::Values values;
    if (due == "overdue") {
        sql += " AND k.due_at < ?";
        values = {now.milliseconds};
    } else if (due == "today") {
        sql += " AND k.due_at >= ? AND k.due_at <= ?";
        values = {now.milliseconds, end_of_today(now).milliseconds};
    } else if (due != "any") {
        refuse("due", "overdue、today、any のどれかです", "is one of overdue, today, any");
    }
    return {sql + ")", std::move(values)};
}

Condition with_referral(std::string_view waiting) {
    if (waiting == "receipt") {
        return {fmt::format("r.id IN (SELECT f.record_id FROM referrals f WHERE f.received_at IS NULL AND "
                            "f.state IN {})",
                            open_referral_states),
                {}};
    }
    if (waiting == "approval") {
        return {
            "r.id IN (SELECT f.record_id FROM referrals f WHERE f.approved_at IS NULL AND f.purpose = "
            "'report' AND f.state NOT IN ('returned', 'withdrawn'))",
            {}};
    }
    refuse("waiting", "receipt、approval のどちらかです", "is receipt or approval");
}

void add_what_is_to_do(ListQuery const& query, base::Instant now, std::vector<Condition>& conditions) {
    if (auto const open = value_of(query, "open"); open == "true") {
        conditions.push_back({"r.status <> 'closed'", {}});
    } else if (!open.empty()) {
        refuse("open", "true だけです", "can only be true");
    }
    if (auto const due = value_of(query, "due"); !due.empty()) {
        conditions.push_back(with_clock(due, now));
    }
    if (auto const waiting = value_of(query, "waiting"); !waiting.empty()) {
        conditions.push_back(with_referral(waiting));
    }
}

// A person whom people put together, or a name, telephone number or mail address in any writing.
void add_person(Parts const& parts, platform::access::Actor const& actor, ListQuery const& query,
                std::vector<Condition>& conditions) {
    auto const asked = value_of(query, "person");
    if (asked.empty()) {
        return;
    }
    constexpr std::size_t longest = 400;  // bytes
    if (asked.size() > longest) {
        refuse("person", "400 バイトまでの文字列です", "is a text of at most 400 bytes");
    }
    auto const person = person_asked(parts.platform.recogniser, asked);
    conditions.push_back(registry::person_condition(parts.platform.record_kinds, actor, person));
}

// Of the query, what is an observable by itself; a host that only derives from one is left to its words.
std::vector<Recognised> values_in(Parts const& parts, std::string_view query) {
    return parts.platform.recogniser.recognise(query);
}

std::string without(std::string_view query, std::vector<Recognised> const& values) {
    std::string rest(query);
    for (auto const& value : values) {
        std::fill(rest.begin() + static_cast<std::ptrdiff_t>(value.start),
                  rest.begin() + static_cast<std::ptrdiff_t>(value.end), ' ');
    }
    return rest;
}

// The words as they stand, or the values of the query in whatever writing together with its other words.
void add_query(Parts const& parts, std::string_view query, Wanted wanted,
               std::vector<Condition>& conditions) {
    auto const dialect = parts.platform.store.dialect();
    auto words = wanted == Wanted::by_record ? platform::search::match_each(query, dialect) : std::nullopt;
    if (!words) {
        words = platform::search::match(query, dialect);
    }
    Condition found{words ? words->sql : "1 = 0", words ? words->values : store::Values{}};
    auto const values = values_in(parts, query);
    if (!values.empty()) {
        std::string sql = "1 = 1";
        store::Values bound;
        for (auto const& value : values) {
            sql.append(
                " AND r.id IN (SELECT s.record_id FROM sighting s JOIN observable o ON o.seq = s.observable "
                "WHERE o.type = ? AND o.value = ?)");
            bound.emplace_back(value.key.type);
            bound.emplace_back(value.key.value);
        }
        if (auto const rest = platform::search::match(without(query, values), dialect)) {
            sql.append(" AND ").append(rest->sql);
            bound.insert(bound.end(), rest->values.begin(), rest->values.end());
        }
        found.sql = "(" + found.sql + ") OR (" + sql + ")";
        found.values.insert(found.values.end(), bound.begin(), bound.end());
    }
    conditions.push_back(std::move(found));
}

}  // namespace

std::vector<Condition> narrowed(Parts const& parts, platform::access::Actor const& actor,
                                ListQuery const& query, Wanted wanted) {
    std::vector<Condition> conditions;
    add_period(query, conditions);
    add_unit(query, conditions);
    add_officer(query, conditions);
    add_person(parts, actor, query, conditions);
    add_what_is_to_do(query, parts.platform.time.now(), conditions);
    if (auto const words = value_of(query, "q"); !words.empty()) {
        add_query(parts, words, wanted, conditions);
    }
    return conditions;
}

void narrow(Parts const& parts, platform::access::Call const& call, registry::PageRequest& page,
            Wanted wanted) {
    ListQuery query;
    for (auto const& [name, value] : call.request.query) {
        query.emplace(name, value);
    }
    auto conditions = narrowed(parts, call.actor, query, wanted);
    page.conditions.insert(page.conditions.end(), std::make_move_iterator(conditions.begin()),
                           std::make_move_iterator(conditions.end()));
}

registry::Page page_found(store::Reader& reader, Parts const& parts, platform::access::Call const& call,
                          std::function<registry::PageRequest(Wanted)> const& asked) {
    constexpr std::size_t first_look = 21;  // days
    constexpr std::size_t longest_look = 400;
    auto const page = asked(Wanted::all);
    auto const words =
        platform::search::match_each(call.request.query_value("q").value_or(""), reader.dialect());
    bool const by_record = words && page.order.descending && page.order.column == "received_at";
    for (auto days = first_look; by_record && days <= longest_look;) {
        auto few = asked(Wanted::by_record);
        auto const span = static_cast<std::int64_t>(days) * base::milliseconds_per_day;
        few.index = "consultations_counted";
        few.conditions.push_back({"r.received_at >= ?", {parts.platform.time.now().milliseconds - span}});
        auto found = registry::list(reader, consultation_schema, few);
        if (found.next_cursor) {  // else there may be more among the older ones
            return found;
        }
        if (found.items.empty()) {
            break;
        }
        days = days * 2 * page.limit / found.items.size();
    }
    return registry::list(reader, consultation_schema, page);
}

std::string written_values(store::Reader& reader, Parts const& parts, std::string_view query,
                           base::Ulid const& record) {
    std::string written;
    for (auto const& value : values_in(parts, query)) {
        reader.each(
            "SELECT s.as_written FROM sighting s JOIN observable o ON o.seq = s.observable WHERE s.record_id "
            "= ? AND o.type = ? AND o.value = ? ORDER BY s.seq",
            {store::id_value(record), value.key.type, value.key.value},
            [&written](store::Row const& row) { written.append(" ").append(row.text(0)); });
    }
    return written;
}

}  // namespace modules::intake
