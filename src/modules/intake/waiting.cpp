#include "modules/intake/waiting.h"

#include "modules/intake/consultation.h"
#include "modules/intake/referrals.h"
#include "platform/access/policy.h"
#include "platform/registry/clock.h"
#include "platform/store/by_index.h"

#include <fmt/format.h>

namespace modules::intake {

namespace store = platform::store;
using platform::access::Action;
using platform::access::Actor;
using registry::Condition;

namespace {

// Of a column longer than what is asked for, what came last is seen as well: nobody waits for room to be
// told.
constexpr std::int64_t newest_shown = 10;

// "r.<column> IN (?, ?, …)" over ids.
Condition among(std::string_view column, std::vector<base::Ulid> const& ids) {
    Condition condition{fmt::format("r.{} IN (", column), {}};
    for (auto const& id : ids) {
        condition.sql += condition.values.empty() ? "?" : ", ?";
        condition.values.push_back(store::id_value(id));
    }
    condition.sql += ids.empty() ? "NULL)" : ")";
    return condition;
}

// The record of the referral or clock is one to which the actor may do this.
Condition of_a_record_for(Actor const& actor, Action action) {
    auto filter = platform::access::filter(actor, action, "c");
    return {
        fmt::format("EXISTS (SELECT 1 FROM consultations c WHERE c.id = r.record_id AND ({}))", filter.sql),
        std::move(filter.values)};
}

Waiting clocks_due(store::Reader& reader, Actor const& actor, Condition when) {
    return {registry::clock_schema,
            {among("owner_unit", our_units(reader, actor)),
             {"r.state = 'open'", {}},
             std::move(when),
             of_a_record_for(actor, Action::consultation_read)},
            "due_at"};
}

std::vector<Condition> open_referrals(store::Reader& reader, Actor const& actor) {
    return {among("to_unit", our_units(reader, actor)),
            {fmt::format("r.state IN {}", open_referral_states), {}},
            of_a_record_for(actor, Action::inbox_work)};
}

}  // namespace

base::Instant end_of_today(base::Instant now) {
    return base::start_of_day_in_japan(base::add_days(base::date_in_japan(now), 1));
}

Waiting waiting(store::Reader& reader, Actor const& actor, WorkList list, base::Instant now) {
    switch (list) {
        case WorkList::mine: {
            auto const filter = platform::access::filter(actor, Action::consultation_read, "r");
            return {
                consultation_schema,
                {{filter.sql, filter.values},
                 // Among the open ones only: whoever has few would wait for all records to be looked at.
                 {"r.id IN (SELECT o.id FROM " +
                      store::by_index(reader, "consultations o", "consultations_open_counted") +
                      " WHERE o.status <> 'closed' AND (o.receiver = ? OR o.owner_unit = ? OR EXISTS (SELECT "
                      "1 FROM assignments a WHERE a.record_id = o.id AND a.until IS NULL AND a.staff = ?)))",
                  {store::id_value(actor.staff), store::id_value(actor.unit), store::id_value(actor.staff)}}},
                "-received_at"};
        }
        case WorkList::clocks:
            return clocks_due(reader, actor, {"1 = 1", {}});
        case WorkList::overdue:
            return clocks_due(reader, actor, {"r.due_at < ?", {now.milliseconds}});
        case WorkList::today:
            return clocks_due(
                reader, actor,
                {"r.due_at >= ? AND r.due_at <= ?", {now.milliseconds, end_of_today(now).milliseconds}});
        case WorkList::receipts: {
            auto conditions = open_referrals(reader, actor);
            conditions.push_back({"r.received_at IS NULL", {}});
            return {registry::referral_schema, std::move(conditions), "-created_at"};
        }
        case WorkList::approvals:
            break;
    }
    return {
        registry::referral_schema,
        {{"r.purpose = 'report' AND r.approved_at IS NULL AND r.state NOT IN ('returned', 'withdrawn')", {}},
         of_a_record_for(actor, Action::referral_approve)},
        "-created_at"};
}

Inbox inbox(store::Reader& reader, Actor const& actor, std::array<std::int64_t, inbox_columns> const& most,
            base::Instant now) {
    // Each open referral with its clock (a receiving unit's own before others), ranked within its column; the
    // counts stand in every row.
    std::string sql =
        "WITH open AS (SELECT r.id, r.seq, r.received_at, COALESCE("
        "(SELECT c.seq FROM clocks c WHERE c.record_id = r.record_id AND c.state = 'open' AND "
        "c.duty = 'receive_referral' AND c.owner_unit = r.to_unit ORDER BY c.due_at NULLS LAST, c.seq LIMIT "
        "1), "
        "(SELECT c.seq FROM clocks c WHERE c.record_id = r.record_id AND c.state = 'open' "
        "ORDER BY c.due_at NULLS LAST, c.seq LIMIT 1)) AS clock FROM referrals r";
    store::Values values;
    std::string_view joint = " WHERE (";
    for (auto const& condition : open_referrals(reader, actor)) {
        sql.append(joint).append(condition.sql).append(")");
        values.insert(values.end(), condition.values.begin(), condition.values.end());
        joint = " AND (";
    }
    sql.append(
        "), timed AS (SELECT o.id, o.seq, o.received_at, k.id AS clock, k.due_at, "
        "CASE WHEN k.due_at < ? THEN 0 WHEN k.due_at <= ? THEN 1 ELSE 2 END AS place "
        "FROM open o LEFT JOIN clocks k ON k.seq = o.clock), "
        "ranked AS (SELECT t.*, row_number() OVER (PARTITION BY t.place ORDER BY t.due_at NULLS LAST, t.seq) "
        "AS rank, row_number() OVER (PARTITION BY t.place ORDER BY t.seq DESC) AS newness, "
        "count(*) OVER (PARTITION BY t.place) AS total, "
        "sum(CASE WHEN t.received_at IS NULL THEN 1 ELSE 0 END) OVER () AS to_receive FROM timed t) "
        "SELECT id, clock, place, total, to_receive, rank, newness FROM ranked WHERE rank = 1 OR newness <= "
        "? "
        "OR rank <= CASE place WHEN 0 THEN ? WHEN 1 THEN ? ELSE ? END ORDER BY place, rank");
    values.insert(values.end(), {now.milliseconds, end_of_today(now).milliseconds, newest_shown});
    values.insert(values.end(), most.begin(), most.end());
    Inbox inbox;
    reader.each(sql, values, [&](store::Row const& row) {
        auto const place = static_cast<std::size_t>(row.integer(2));
        inbox.counts.at(place) = row.integer(3);
        inbox.to_receive = row.integer(4);
        bool const is_asked = most.at(place) > 0 && row.integer(6) <= newest_shown;
        if (is_asked || row.integer(5) <= most.at(place)) {
            inbox.entries.push_back({row.id(0), row.optional_id(1)});
        }
    });
    return inbox;
}

}  // namespace modules::intake
