#include "platform/access/relation.h"

#include <algorithm>

namespace platform::access::relations {

namespace {

// "c" + ".owner_unit"
std::string column(std::string_view alias, std::string_view name) {
    std::string text(alias);
    return text.append(".").append(name);
}

// A unit of the record is among `units`, a SELECT of ids used for owner and origin alike.
Filter owner_or_origin_in(std::string_view alias, std::string_view units, store::Value const& bound) {
    Filter filter;
    filter.sql.append(column(alias, "owner_unit")).append(" IN (").append(units).append(") OR ");
    filter.sql.append(column(alias, "origin_unit")).append(" IN (").append(units).append(")");
    filter.values = {bound, bound};
    return filter;
}

}  // namespace

bool Anything::holds(Actor const&, RecordFacts const&) {
    return true;
}

Filter Anything::filter(Actor const&, std::string_view) {
    return {"1 = 1", {}};
}

bool OwnRecord::holds(Actor const& actor, RecordFacts const& facts) {
    return facts.created_by == actor.staff;
}

Filter OwnRecord::filter(Actor const& actor, std::string_view alias) {
    return {column(alias, "created_by").append(" = ?"), {store::id_value(actor.staff)}};
}

bool OwnUnit::holds(Actor const& actor, RecordFacts const& facts) {
    return facts.units.contains(actor.unit);
}

Filter OwnUnit::filter(Actor const& actor, std::string_view alias) {
    constexpr std::string_view own_and_predecessors =
        "WITH RECURSIVE ours(id) AS (SELECT ? UNION SELECT u.id FROM units u JOIN ours o ON u.successor = "
        "o.id) "
        "SELECT id FROM ours";
    return owner_or_origin_in(alias, own_and_predecessors, store::id_value(actor.unit));
}

bool OwnStation::holds(Actor const& actor, RecordFacts const& facts) {
    return facts.stations.contains(actor.station);
}

Filter OwnStation::filter(Actor const& actor, std::string_view alias) {
    constexpr std::string_view units_of_station =
        "WITH RECURSIVE stations(id) AS (SELECT ? UNION SELECT u.id FROM units u JOIN stations s ON "
        "u.successor = s.id), "
        "ours(id) AS (SELECT u.id FROM units u JOIN stations s ON u.station = s.id "
        "UNION SELECT u.id FROM units u JOIN ours o ON u.successor = o.id) SELECT id FROM ours";
    return owner_or_origin_in(alias, units_of_station, store::id_value(actor.station));
}

bool ReferredToUs::holds(Actor const& actor, RecordFacts const& facts) {
    auto const names = [&facts](base::Ulid const& unit) { return facts.referred_to.contains(unit); };
    return names(actor.unit) || names(actor.station) || std::ranges::any_of(actor.unit_and_parents, names);
}

Filter ReferredToUs::filter(Actor const& actor, std::string_view alias) {
    Filter filter;
    filter.sql.append("EXISTS (SELECT 1 FROM referrals f WHERE f.record_id = ").append(column(alias, "id"));
    filter.sql.append(" AND f.to_unit IN (WITH RECURSIVE ours(id) AS (SELECT ? UNION SELECT ?");
    filter.values = {store::id_value(actor.unit), store::id_value(actor.station)};
    for (auto const& unit : actor.unit_and_parents) {
        filter.sql.append(" UNION SELECT ?");
        filter.values.push_back(store::id_value(unit));
    }
    filter.sql.append(
        " UNION SELECT u.id FROM units u JOIN ours o ON u.successor = o.id) SELECT id FROM ours))");
    return filter;
}

bool Information::holds(Actor const&, RecordFacts const& facts) {
    return facts.kind == "information";
}

Filter Information::filter(Actor const&, std::string_view alias) {
    return {column(alias, "kind").append(" = 'information'"), {}};
}

}  // namespace platform::access::relations
