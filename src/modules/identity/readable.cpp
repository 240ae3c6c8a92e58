#include "modules/identity/readable.h"

#include "platform/access/policy.h"

#include <fmt/format.h>

#include <algorithm>

namespace modules::identity {

namespace registry = platform::registry;
namespace store = platform::store;

namespace {

constexpr std::int64_t most_together = 5000;  // parties of one person, or of a few asked for at once

std::vector<ReadParty> parties_in(Asking const& asking, registry::RecordKind const& kind,
                                  registry::Condition const& condition, std::int64_t most) {
    auto const filter = platform::access::filter(asking.actor, kind.read, "r");
    auto values = condition.values;
    values.push_back(store::text_value(kind.schema->name));
    values.insert(values.end(), filter.values.begin(), filter.values.end());
    values.emplace_back(most);
    std::vector<ReadParty> found;
    asking.reader.each(
        fmt::format("SELECT {}, r.{}, r.{}, r.{}, r.{}, r.owner_unit FROM party p JOIN {} r ON "
                    "r.id = p.record_id WHERE {} AND p.record_kind = ? AND ({}) ORDER BY p.seq DESC LIMIT ?",
                    registry::party_columns, kind.number, kind.title, kind.time, kind.status,
                    kind.schema->plural, condition.sql, filter.sql),
        values, [&](store::Row const& row) {
            constexpr auto at = registry::party_column_count;
            auto party = registry::read_party(row);
            registry::RecordLine line{party.record_kind, party.record_id, row.text(at),  row.text(at + 1),
                                      row.text(at + 3),  std::nullopt,    row.id(at + 4)};
            if (auto const time = row.optional_integer(at + 2)) {
                line.at = base::Instant{*time};
            }
            found.push_back({std::move(party), std::move(line)});
        });
    return found;
}

}  // namespace

std::vector<ReadParty> parties(Asking const& asking, registry::Condition const& condition,
                               std::int64_t most) {
    std::vector<ReadParty> found;
    for (auto const& kind : asking.kinds.all()) {
        auto part = parties_in(asking, kind, condition, most);
        found.insert(found.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
    }
    return found;
}

registry::Condition among(std::string_view column, std::vector<base::Ulid> const& ids) {
    registry::Condition condition{std::string(column), {}};
    condition.sql.append(" IN (");
    for (auto const& id : ids) {
        condition.sql.append(condition.values.empty() ? "?" : ", ?");
        condition.values.push_back(store::id_value(id));
    }
    condition.sql.append(ids.empty() ? "NULL)" : ")");
    return condition;
}

std::vector<ReadParty> parties(Asking const& asking, std::vector<base::Ulid> const& ids) {
    return parties(asking, among("p.id", ids), most_together);
}

std::vector<base::Ulid> ids_of(std::vector<ReadParty> const& parties) {
    std::vector<base::Ulid> ids;
    ids.reserve(parties.size());
    for (auto const& one : parties) {
        ids.push_back(one.party.id);
    }
    return ids;
}

Together::Together(Asking const& asking, std::vector<base::Ulid> const& parties) {
    auto const reached = registry::reached_parties(asking.kinds, asking.actor, among("p.id", parties));
    asking.reader.each(reached.sql + " SELECT root, party FROM reached", reached.values,
                       [&](store::Row const& row) { reached_[row.id(0)].insert(row.id(1)); });
}

std::vector<base::Ulid> Together::with(base::Ulid const& party) const {
    auto const found = reached_.find(party);
    return found == reached_.end() ? std::vector{party}
                                   : std::vector<base::Ulid>(found->second.begin(), found->second.end());
}

std::optional<base::Ulid> Together::identity(base::Ulid const& party) const {
    auto const found = reached_.find(party);
    return found == reached_.end() || found->second.size() < 2 ? std::nullopt
                                                               : std::optional(*found->second.begin());
}

bool Together::tied(base::Ulid const& a, base::Ulid const& b) const {
    auto const found = reached_.find(a);
    return found != reached_.end() && found->second.contains(b);
}

std::optional<ReadParty> party_by_id(Asking const& asking, base::Ulid const& party) {
    auto found = parties(asking, {"p.id = ?", {store::id_value(party)}}, 1);
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

}  // namespace modules::identity
