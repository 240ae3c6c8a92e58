#include "modules/records_management/standing.h"

#include "platform/access/policy.h"
#include "platform/registry/records.h"

#include <fmt/format.h>

#include <limits>

namespace modules::records_management {

namespace access = platform::access;
using access::Action;

namespace {

constexpr std::string_view closed_status = "closed";
// A record that is held back before it is closed stands at the end of the list.
constexpr std::int64_t not_closed = std::numeric_limits<std::int64_t>::max();

constexpr std::string_view joined =
    " FROM {} r LEFT JOIN retention_hold h ON h.record_id = r.id LEFT JOIN disposals d ON d.record_id = r.id "
    "AND "
    "d.state = 'proposed' WHERE ";

registry::RecordKind const& kind_of(Parts const& parts) {
    auto const* const kind = parts.platform.record_kinds.find("consultation");
    BASE_ASSERT(kind != nullptr);
    return *kind;
}

void add(store::Values& values, store::Values const& more) {
    values.insert(values.end(), more.begin(), more.end());
}

// "the columns, of these records": the statement with its values.
registry::Condition statement(Parts const& parts, access::Actor const& actor,
                              registry::Condition const& which) {
    auto const& kind = kind_of(parts);
    registry::Condition all;
    all.sql = fmt::format(
        "SELECT r.seq, r.id, r.{}, r.kind, r.{}, r.{}, r.{}, r.owner_unit, r.origin_unit, r.restriction, "
        "h.reason, "
        "h.placed_by, h.placed_at, d.id, d.proposed_by, d.proposed_at",
        kind.number, kind.status, kind.time, kind.closed);
    for (auto const action : {Action::retention_hold, Action::disposal_propose, Action::disposal_approve}) {
        auto const right = access::filter(actor, action, "r");
        all.sql.append(", CASE WHEN (").append(right.sql).append(") THEN 1 ELSE 0 END");
        add(all.values, right.values);
    }
    all.sql.append(fmt::format(joined, kind.schema->plural)).append(which.sql);
    add(all.values, which.values);
    return all;
}

Standing read(Parts const& parts, store::Row const& row) {
    auto const& kind = kind_of(parts);
    Standing standing;
    standing.kind = &kind;
    standing.seq = row.integer(0);
    standing.id = row.id(1);
    standing.number = row.text(2);
    standing.sort = row.text(3);
    standing.is_closed = row.text(4) == closed_status;
    if (auto const at = row.optional_integer(5)) {
        standing.received_at = base::Instant{*at};
    }
    if (auto const at = row.optional_integer(6)) {
        standing.closed_at = base::Instant{*at};
    }
    standing.rule = parts.rules.find(kind.schema->name, standing.sort);
    standing.ownership = {
        row.id(7), row.id(8),
        record::parse_enum<record::Restriction>(row.text(9)).value_or(record::Restriction::none)};
    if (auto const reason = row.optional_text(10)) {
        standing.hold = {*reason, row.optional_id(11).value_or(base::Ulid{}), base::Instant{row.integer(12)}};
    }
    if (auto const proposal = row.optional_id(13)) {
        standing.proposal = {*proposal, row.optional_id(14).value_or(base::Ulid{}), std::nullopt};
        if (auto const at = row.optional_integer(15)) {
            standing.proposal->proposed_at = base::Instant{*at};
        }
    }
    standing.may_hold = row.integer(16) == 1;
    standing.may_propose = row.integer(17) == 1;
    standing.may_approve = row.integer(18) == 1;
    return standing;
}

// Closed, and past its day by one of the rules.
registry::Condition is_due(Parts const& parts) {
    auto const& kind = kind_of(parts);
    auto const today = base::date_in_japan(parts.platform.time.now());
    registry::Condition due{fmt::format("r.{} = ? AND (1 = 0", kind.status),
                            {store::text_value(closed_status)}};
    for (auto const& rule : parts.rules.classes()) {
        if (rule.record_kind == kind.schema->name) {
            due.sql.append(fmt::format(" OR (r.kind = ? AND r.{} < ?)", kind.closed));
            due.values.emplace_back(rule.kind);
            due.values.emplace_back(retention::closed_before(today, rule.years).milliseconds);
        }
    }
    due.sql.append(")");
    return due;
}

registry::Condition of_list(Parts const& parts, access::Actor const& actor, List list) {
    registry::Condition which{"d.id IS NOT NULL", {}};
    if (list == List::held) {
        which.sql = "h.record_id IS NOT NULL";
    } else if (list == List::due) {
        which = is_due(parts);
        which.sql.append(" AND h.record_id IS NULL AND d.id IS NULL");
    }
    for (auto const action : {kind_of(parts).read, Action::disposal_read}) {
        auto const right = access::filter(actor, action, "r");
        which.sql.append(" AND (").append(right.sql).append(")");
        add(which.values, right.values);
    }
    return which;
}

}  // namespace

std::optional<base::Date> Standing::kept_until() const {
    return rule != nullptr && closed_at ? std::optional(retention::kept_until(*closed_at, rule->years))
                                        : std::nullopt;
}

bool Standing::is_due(base::Instant now) const {
    auto const until = kept_until();
    return is_closed && until && *until < base::date_in_japan(now);
}

std::vector<std::string_view> Standing::may(access::Actor const& actor, base::Instant now) const {
    std::vector<std::string_view> can;
    if (may_hold) {
        can.emplace_back(hold ? "release" : "hold");
    }
    if (may_propose && is_due(now) && !hold && !proposal) {
        can.emplace_back("propose");
    }
    if (may_approve && proposal) {
        if (is_due(now) && !hold && proposal->proposed_by != actor.staff) {
            can.emplace_back("approve");
        }
        can.emplace_back("return");
    }
    return can;
}

Standing required(store::Reader& reader, Parts const& parts, access::Actor const& actor, Action action,
                  base::Ulid const& record) {
    auto const& kind = kind_of(parts);
    access::require(reader, actor, action, {*kind.schema, record, kind.read});
    auto const asked = statement(parts, actor, {"r.id = ?", {store::id_value(record)}});
    auto const row = reader.first(asked.sql, asked.values);
    BASE_ASSERT(row);
    return read(parts, *row);
}

Position position_of(Standing const& standing) {
    return {standing.closed_at ? standing.closed_at->milliseconds : not_closed, standing.seq};
}

std::vector<Standing> listed(store::Reader& reader, Parts const& parts, access::Actor const& actor, List list,
                             std::optional<Position> after, std::size_t limit) {
    auto which = of_list(parts, actor, list);
    auto const order = fmt::format("COALESCE(r.{}, {})", kind_of(parts).closed, not_closed);
    if (after) {
        which.sql.append(fmt::format(" AND ({0} > ? OR ({0} = ? AND r.seq > ?))", order));
        add(which.values, {after->closed_at, after->closed_at, after->seq});
    }
    which.sql.append(fmt::format(" ORDER BY {}, r.seq LIMIT ?", order));
    which.values.emplace_back(static_cast<std::int64_t>(limit));
    auto const asked = statement(parts, actor, which);
    std::vector<Standing> found;
    reader.each(asked.sql, asked.values, [&](store::Row const& row) { found.push_back(read(parts, row)); });
    return found;
}

std::int64_t count(store::Reader& reader, Parts const& parts, access::Actor const& actor, List list) {
    auto const which = of_list(parts, actor, list);
    auto const sql = "SELECT COUNT(*)" + fmt::format(joined, kind_of(parts).schema->plural) + which.sql;
    return reader.first(sql, which.values)->integer(0);
}

}  // namespace modules::records_management
