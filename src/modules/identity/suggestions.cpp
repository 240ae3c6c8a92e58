#include "modules/identity/suggestions.h"

#include "engine/identity/names.h"

#include <algorithm>
#include <set>

namespace modules::identity {

namespace registry = platform::registry;
namespace store = platform::store;
namespace engine_identity = engine::identity;

namespace {

constexpr std::int64_t most_by_key = 100;  // the newest ones
constexpr std::size_t most_keys = 24;
constexpr std::size_t most_suggested = 10;

std::vector<ReadParty> holders(Asking const& asking, std::int64_t key) {
    return parties(asking, {"p.seq IN (SELECT k.party FROM party_key k WHERE k.key = ?)", {key}},
                   most_by_key);
}

// By how many names the holders of a telephone are called, as far as they may be read.
std::size_t names_of(std::vector<ReadParty> const& holders) {
    std::set<std::string> names;
    for (auto const& holder : holders) {
        auto const folded = fold(holder.party.told);
        auto name = folded.name.empty() ? folded.kana : folded.name;
        if (!name.empty()) {
            names.insert(std::move(name));
        }
    }
    return names.size();
}

struct Candidates {
    std::map<std::int64_t, ReadParty> by_seq;
    std::map<std::string, std::size_t> names_by_phone;
};

Candidates candidates(Asking const& asking, engine_identity::Folded const& folded) {
    Candidates found;
    std::map<std::int64_t, std::string> phones;
    for (auto const& phone : folded.phones) {
        phones.emplace(engine_identity::phone_key(phone), phone);
    }
    auto keys = keys_of(folded).keys;
    keys.resize(std::min(keys.size(), most_keys));
    for (auto const key : keys) {
        auto held = holders(asking, key);
        if (auto const phone = phones.find(key); phone != phones.end()) {
            found.names_by_phone[phone->second] = names_of(held);
        }
        for (auto& holder : held) {
            auto const seq = holder.party.seq;
            found.by_seq.try_emplace(seq, std::move(holder));
        }
    }
    return found;
}

// Of the telephones that both have, the one that fewest names use says most.
engine_identity::Surroundings surroundings(Candidates const& found, engine_identity::Folded const& folded) {
    std::size_t fewest = 0;
    for (auto const& phone : folded.phones) {
        auto const at = found.names_by_phone.find(phone);
        if (at != found.names_by_phone.end()) {
            fewest = fewest == 0 ? at->second : std::min(fewest, at->second);
        }
    }
    return {fewest};
}

// Parties of whom somebody said that they are not one of the group, as far as both may be read.
std::set<base::Ulid> said_to_differ(Asking const& asking, std::vector<base::Ulid> const& group) {
    std::set<base::Ulid> others;
    auto const a = registry::readable_record(asking.kinds, asking.actor, "d.record_a");
    auto const b = registry::readable_record(asking.kinds, asking.actor, "d.record_b");
    for (auto const& [mine, other] :
         {std::pair{"d.party_a", "d.party_b"}, std::pair{"d.party_b", "d.party_a"}}) {
        auto const of_group = among(mine, group);
        std::string sql("SELECT ");
        sql.append(other)
            .append(" FROM identity_decisions d WHERE d.verdict = 'different' AND d.withdrawn = 0 AND ")
            .append(of_group.sql + " AND " + a.sql + " AND " + b.sql);
        auto values = of_group.values;
        values.insert(values.end(), a.values.begin(), a.values.end());
        values.insert(values.end(), b.values.begin(), b.values.end());
        asking.reader.each(sql, values, [&](store::Row const& row) { others.insert(row.id(0)); });
    }
    return others;
}

// Says of each whom it is put to; whoever is put together with one that differs is as different.
void leave_out(Asking const& asking, std::set<base::Ulid> const& differ, std::vector<Suggestion>& found) {
    std::vector<base::Ulid> ids;
    ids.reserve(found.size());
    for (auto const& one : found) {
        ids.push_back(one.candidate.party.id);
    }
    Together const together(asking, ids);
    for (auto& one : found) {
        one.identity = together.identity(one.candidate.party.id);
    }
    std::erase_if(found, [&](Suggestion const& one) {
        return std::ranges::any_of(together.with(one.candidate.party.id),
                                   [&](base::Ulid const& id) { return differ.contains(id); });
    });
}

// The caller of the record that is being written again, with whom he is put to. Asked also of no record, so
// that it costs the same.
std::vector<base::Ulid> caller_group(Asking const& asking, base::Ulid const& record) {
    auto const caller =
        ids_of(parties(asking, {"p.record_id = ? AND p.role = 'caller'", {store::id_value(record)}}, 1));
    Together const together(asking, caller);
    return caller.empty() ? caller : together.with(caller.front());
}

bool is_stronger(Suggestion const& a, Suggestion const& b) {
    return a.comparison.score != b.comparison.score ? a.comparison.score > b.comparison.score
                                                    : a.candidate.party.seq > b.candidate.party.seq;
}

}  // namespace

std::vector<Suggestion> strongest(std::vector<Suggestion> found) {
    std::ranges::sort(found, &is_stronger);
    std::set<base::Ulid> shown;
    std::erase_if(found, [&](Suggestion const& one) {
        return !shown.insert(one.identity.value_or(one.candidate.party.id)).second;
    });
    found.erase(found.begin() + static_cast<std::ptrdiff_t>(std::min(found.size(), most_suggested)),
                found.end());
    return found;
}

std::vector<Suggestion> suggestions(Asking const& asking, Subject const& subject) {
    auto const folded = fold(subject.told);
    auto held = candidates(asking, folded);
    std::vector<Suggestion> found;
    for (auto& [seq, candidate] : held.by_seq) {
        bool const itself = subject.record == candidate.party.record_id;
        bool const together = std::ranges::find(subject.group, candidate.party.id) != subject.group.end();
        if (itself || together) {
            continue;
        }
        auto const other = engine_identity::fold(candidate.party.told);
        auto comparison = compare(folded, other, surroundings(held, other));
        if (comparison.suggested) {
            found.push_back({std::move(candidate), std::move(comparison)});
        }
    }
    leave_out(asking, said_to_differ(asking, subject.group), found);
    return strongest(std::move(found));
}

std::vector<registry::PersonHit> StoredPeople::suggest(store::Reader& reader,
                                                       platform::access::Actor const& actor,
                                                       engine::identity::Told const& told,
                                                       std::optional<base::Ulid> const& except) const {
    std::vector<registry::PersonHit> hits;
    Asking const asking{reader, kinds_, actor};
    auto const group = caller_group(asking, except.value_or(base::Ulid{}));
    for (auto const& one : suggestions(asking, {told, except, group})) {
        registry::PersonHit hit{one.candidate.record, {}, one.identity};
        for (auto const& reason : one.comparison.reasons) {
            hit.reasons.push_back(reason.sentence);
        }
        hits.push_back(std::move(hit));
    }
    return hits;
}

}  // namespace modules::identity
