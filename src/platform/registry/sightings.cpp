#include "platform/registry/sightings.h"

#include "base/problem.h"

#include <map>
#include <set>

namespace platform::registry {

namespace {

using store::Values;

struct Place {
    std::int64_t observable;
    std::string field;
    std::size_t start;
    bool derived;
    auto operator<=>(Place const&) const = default;
};

Sighting to_sighting(store::Row const& row) {
    Sighting sighting;
    sighting.seq = row.integer(0);
    sighting.id = row.id(1);
    sighting.observable = row.integer(2);
    sighting.record_kind = row.text(3);
    sighting.record_id = row.id(4);
    sighting.role_decided = !row.is_null(10);
    sighting.seen = {{row.text(13), row.text(14)},
                     row.text(5),
                     row.text(6),
                     static_cast<std::size_t>(row.integer(7)),
                     static_cast<std::size_t>(row.integer(8)),
                     row.text(9),
                     row.integer(11) != 0,
                     row.integer(12) != 0};
    return sighting;
}

Values row_of(std::string_view record_kind, base::Ulid const& record, std::int64_t observable,
              Seen const& seen, base::Instant at) {
    return {store::id_value(base::new_ulid()),
            observable,
            store::text_value(record_kind),
            store::id_value(record),
            seen.field,
            seen.as_written,
            static_cast<std::int64_t>(seen.start),
            static_cast<std::int64_t>(seen.end),
            seen.role,
            std::int64_t{seen.derived},
            std::int64_t{seen.unverified},
            at.milliseconds};
}

}  // namespace

std::vector<std::int64_t> observable_seqs(store::Transaction& transaction,
                                          std::vector<ObservableKey> const& keys) {
    std::set<ObservableKey> const distinct(keys.begin(), keys.end());
    std::vector<Values> asked;
    for (auto const& key : distinct) {
        asked.push_back({key.type, key.value});
    }
    auto const known = transaction.run_each("SELECT seq FROM observable WHERE type = ? AND value = ?", asked);
    std::vector<Values> missing;
    for (std::size_t i = 0; i < asked.size(); ++i) {
        if (!known[i]) {
            missing.push_back({store::id_value(base::new_ulid()), asked[i][0], asked[i][1]});
        }
    }
    auto const made = transaction.run_each(
        "INSERT INTO observable (id, type, value) VALUES (?, ?, ?) RETURNING seq", missing);
    std::map<ObservableKey, std::int64_t> seqs;
    auto next_made = made.begin();
    auto next_known = known.begin();
    for (auto const& key : distinct) {
        auto const& row = *next_known ? *next_known : *next_made++;
        ++next_known;
        BASE_ASSERT(row);
        seqs.emplace_hint(seqs.end(), key, row->integer(0));
    }
    std::vector<std::int64_t> found;
    found.reserve(keys.size());
    for (auto const& key : keys) {
        found.push_back(seqs.at(key));
    }
    return found;
}

void write_sightings(store::Transaction& transaction, std::string_view record_kind, base::Ulid const& record,
                     std::vector<Seen> const& seen, base::Instant at) {
    std::map<Place, Sighting> before;
    std::map<std::int64_t, std::string> decided;  // observable → role a person gave it in this record
    for (auto& sighting : sightings_of(transaction, record)) {
        if (sighting.role_decided) {
            decided[sighting.observable] = sighting.seen.role;
        }
        Place place{sighting.observable, sighting.seen.field, sighting.seen.start, sighting.seen.derived};
        before.emplace(std::move(place), std::move(sighting));
    }
    std::vector<ObservableKey> keys;
    keys.reserve(seen.size());
    for (auto const& found : seen) {
        keys.push_back(found.key);
    }
    auto const observables = observable_seqs(transaction, keys);
    std::vector<Values> added;
    std::vector<Values> kept;
    std::vector<Values> gone;
    for (std::size_t i = 0; i < seen.size(); ++i) {
        auto found = seen[i];
        if (auto const role = decided.find(observables[i]); role != decided.end()) {
            found.role = role->second;
        }
        auto const same = before.find(Place{observables[i], found.field, found.start, found.derived});
        if (same == before.end()) {
            added.push_back(row_of(record_kind, record, observables[i], found, at));
            continue;
        }
        kept.push_back({found.as_written, static_cast<std::int64_t>(found.end), found.role,
                        std::int64_t{found.unverified}, same->second.seq});
        before.erase(same);
    }
    for (auto const& [place, sighting] : before) {
        gone.push_back({sighting.seq});
    }
    transaction.run_each(
        "INSERT INTO sighting (id, observable, record_kind, record_id, field, as_written, span_start, "
        "span_end, role, derived, unverified, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        added);
    transaction.run_each(
        "UPDATE sighting SET as_written = ?, span_end = ?, role = ?, unverified = ? WHERE seq = ?", kept);
    transaction.run_each("DELETE FROM sighting WHERE seq = ?", gone);
}

std::vector<Sighting> sightings_of(store::Reader& reader, base::Ulid const& record) {
    std::vector<Sighting> found;
    reader.each(
        "SELECT s.seq, s.id, s.observable, s.record_kind, s.record_id, s.field, s.as_written, s.span_start, "
        "s.span_end, "
        "s.role, s.role_by, s.derived, s.unverified, o.type, o.value FROM sighting s "
        "JOIN observable o ON o.seq = s.observable WHERE s.record_id = ? ORDER BY s.field, s.span_start, "
        "s.seq",
        {store::id_value(record)}, [&](store::Row const& row) { found.push_back(to_sighting(row)); });
    return found;
}

void decide_role(store::Transaction& transaction, base::Ulid const& sighting, std::string_view role,
                 base::Ulid const& by) {
    auto const row =
        transaction.first("SELECT record_id, observable, field, span_start FROM sighting WHERE id = ?",
                          {store::id_value(sighting)});
    if (!row) {
        throw base::Problem(base::Problem::not_found, "見つかりません", "Not found");
    }
    transaction.execute(
        "UPDATE sighting SET role = ?, role_by = ? WHERE record_id = ? AND (observable = ? OR (field = ? AND "
        "span_start = "
        "? AND derived = 1))",
        {store::text_value(role), store::id_value(by), (*row)[0], (*row)[1], (*row)[2], (*row)[3]});
}

}  // namespace platform::registry
