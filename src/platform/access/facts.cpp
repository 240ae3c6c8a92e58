#include "platform/access/facts.h"

#include "platform/registry/unit.h"

namespace platform::access {

namespace {

void add_with_successors(store::Reader& reader, std::optional<base::Ulid> const& unit,
                         std::set<base::Ulid>& to) {
    if (unit) {
        for (auto const& id : registry::with_successors(reader, *unit)) {
            to.insert(id);
        }
    }
}

std::set<base::Ulid> stations_of(store::Reader& reader, std::set<base::Ulid> const& units) {
    std::set<base::Ulid> stations;
    for (auto const& unit : units) {
        auto const row = reader.first("SELECT station FROM units WHERE id = ?", {store::id_value(unit)});
        add_with_successors(reader, row ? row->optional_id(0) : std::nullopt, stations);
    }
    return stations;
}

}  // namespace

std::optional<RecordFacts> facts_of(store::Reader& reader, record::Schema const& schema,
                                    base::Ulid const& id) {
    std::string sql = "SELECT created_by, owner_unit, origin_unit, restriction, ";
    sql.append(schema.find("kind") == nullptr ? "''" : "kind")
        .append(" FROM ")
        .append(schema.plural)
        .append(" WHERE id = ?");
    auto const row = reader.first(sql, {store::id_value(id)});
    if (!row) {
        return std::nullopt;
    }
    RecordFacts facts;
    facts.id = id;
    facts.created_by = row->optional_id(0).value_or(base::Ulid{});
    add_with_successors(reader, row->optional_id(1), facts.units);
    add_with_successors(reader, row->optional_id(2), facts.units);
    facts.stations = stations_of(reader, facts.units);
    facts.restriction = row->text(3);
    facts.kind = row->text(4);
    for (auto const& referral :
         reader.query("SELECT to_unit FROM referrals WHERE record_id = ?", {store::id_value(id)})) {
        add_with_successors(reader, referral.optional_id(0), facts.referred_to);
    }
    for (auto const& named :
         reader.query("SELECT staff FROM need_to_know WHERE record_id = ?", {store::id_value(id)})) {
        facts.may_know.insert(named.id(0));
    }
    return facts;
}

}  // namespace platform::access
