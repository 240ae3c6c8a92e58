#include "modules/intelligence/link_query.h"

#include "engine/links/rules.h"
#include "platform/access/policy.h"
#include "platform/recognition/recogniser.h"
#include "platform/registry/records.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace modules::intelligence {

namespace registry = platform::registry;
namespace store = platform::store;
using engine::links::By;
using platform::access::Actor;

namespace {

constexpr std::size_t most_questions = 200;
constexpr std::int64_t most_records = 200;  // sightings read, per value and kind
constexpr std::int64_t most_readable = 20;  // sightings among which the shown records of a hot value are
constexpr std::int64_t most_of_strongest = 20;
constexpr std::int64_t most_counted = 5000;  // sightings counted of a hot value
constexpr std::size_t most_shown = 5;

// One record that holds an observable, and whether the actor may read it.
struct Holder {
    registry::RecordLine line;
    bool readable = false;
};

// Whose sightings of one observable are asked for, in one kind of record.
struct HolderQuery {
    Actor const& actor;
    std::int64_t observable = 0;
    base::Ulid except;
    std::string_view role;  // of the observable where it is asked
};

// Which sightings are read, newest first, and how many at most.
struct Among {
    enum Whose : std::uint8_t { all, readable };
    Whose whose = all;
    std::int64_t most = most_records;
};

struct Held {
    std::vector<Holder> newest;
    bool is_hot = false;  // there are more
};

// "observable = ? AND …" over table sighting, and its values: only sightings whose role links.
registry::Condition sightings_in(registry::RecordKind const& kind, HolderQuery const& query) {
    registry::Condition condition{
        "s.observable = ? AND s.record_kind = ? AND s.record_id <> ? AND s.role IN (",
        {query.observable, store::text_value(kind.schema->name), store::id_value(query.except)}};
    std::string_view separator;
    for (auto const role : {"subject", "victim", "third_party"}) {
        if (engine::links::roles_link(query.role, role)) {
            condition.sql.append(separator).append("?");
            condition.values.push_back(store::text_value(role));
            separator = ", ";
        }
    }
    condition.sql.append(")");
    return condition;
}

// Each record once, by its latest sighting; the newest first, as the index has them, so that a hot value
// costs no more.
Held holders_in(store::Reader& reader, registry::RecordKind const& kind, HolderQuery const& query,
                Among const& among = {}) {
    auto const filter = platform::access::filter(query.actor, kind.read, "r");
    auto const sightings = sightings_in(kind, query);
    auto sql = fmt::format(
        "SELECT r.id, r.{}, r.{}, r.{}, r.{}, r.owner_unit, CASE WHEN {} THEN 1 ELSE 0 END FROM sighting s "
        "JOIN {} r ON r.id = s.record_id WHERE {}",
        kind.number, kind.title, kind.time, kind.status, filter.sql, kind.schema->plural, sightings.sql);
    auto values = filter.values;
    values.insert(values.end(), sightings.values.begin(), sightings.values.end());
    auto const shown =
        among.whose == Among::readable ? filter : platform::access::hint_filter(query.actor, kind.read, "r");
    sql.append(" AND (").append(shown.sql).append(")");
    values.insert(values.end(), shown.values.begin(), shown.values.end());
    sql.append(" ORDER BY s.seq DESC LIMIT ?");
    values.emplace_back(among.most);
    Held held;
    std::set<base::Ulid> seen;
    std::int64_t rows = 0;
    reader.each(sql, values, [&](store::Row const& row) {
        held.is_hot = ++rows == among.most;
        if (!seen.insert(row.id(0)).second) {
            return;
        }
        registry::RecordLine line{std::string(kind.schema->name),
                                  row.id(0),
                                  row.text(1),
                                  row.text(2),
                                  row.text(4),
                                  std::nullopt,
                                  row.id(5)};
        if (auto const at = row.optional_integer(3)) {
            line.at = base::Instant{*at};
        }
        held.newest.push_back({std::move(line), row.integer(6) != 0});
    });
    return held;
}

// Everything that holds the observable but `except`, newest first.
std::vector<Holder> holders(store::Reader& reader, registry::RecordKinds const& kinds,
                            HolderQuery const& query, std::int64_t newest) {
    std::vector<Holder> found;
    for (auto const& kind : kinds.all()) {
        auto part = holders_in(reader, kind, query, {Among::all, newest}).newest;
        found.insert(found.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
    }
    return found;
}

// Of all that hold a value: how many the actor may read, the newest of these, and whose the others are.
struct Tally {
    std::int64_t readable = 0;
    std::vector<registry::RecordLine> newest;
    std::vector<base::Ulid> elsewhere;

    void add(Holder const& holder) {
        if (!holder.readable) {
            add_elsewhere(holder.line.unit);
            return;
        }
        ++readable;
        add_newest(holder.line);
    }
    void add_newest(registry::RecordLine const& line) {
        if (newest.size() < most_shown) {
            newest.push_back(line);
        }
    }
    void add_elsewhere(base::Ulid const& unit) {
        if (std::find(elsewhere.begin(), elsewhere.end(), unit) == elsewhere.end()) {
            elsewhere.push_back(unit);
        }
    }
};

// A hot value is counted in the store; of its records only the shown ones are read.
void tally_hot(store::Reader& reader, registry::RecordKind const& kind, HolderQuery const& query,
               Tally& tally) {
    auto const filter = platform::access::filter(query.actor, kind.read, "r");
    auto const sightings = sightings_in(kind, query);
    auto const hint = platform::access::hint_filter(query.actor, kind.read, "r");
    auto values = filter.values;
    values.insert(values.end(), sightings.values.begin(), sightings.values.end());
    values.emplace_back(most_counted);
    values.insert(values.end(), hint.values.begin(), hint.values.end());
    reader.each(
        fmt::format("SELECT h.unit, h.readable, count(*) FROM (SELECT DISTINCT r.id, r.owner_unit AS unit, "
                    "CASE WHEN {} THEN 1 ELSE 0 END AS readable FROM (SELECT s.record_id FROM sighting s "
                    "WHERE {} ORDER BY s.seq DESC LIMIT ?) n JOIN {} r ON r.id = n.record_id WHERE {}) h "
                    "GROUP BY h.unit, h.readable ORDER BY h.unit",
                    filter.sql, sightings.sql, kind.schema->plural, hint.sql),
        values, [&](store::Row const& row) {
            if (row.integer(1) == 0) {
                tally.add_elsewhere(row.id(0));
            } else {
                tally.readable += row.integer(2);
            }
        });
    for (auto const& holder : holders_in(reader, kind, query, {Among::readable, most_readable}).newest) {
        tally.add_newest(holder.line);
    }
}

Tally tally_of(store::Reader& reader, registry::RecordKinds const& kinds, HolderQuery const& query) {
    Tally tally;
    for (auto const& kind : kinds.all()) {
        auto const held = holders_in(reader, kind, query);
        if (held.is_hot) {
            tally_hot(reader, kind, query, tally);
            continue;
        }
        for (auto const& holder : held.newest) {
            tally.add(holder);
        }
    }
    return tally;
}

std::vector<registry::FeedMatch> feeds(store::Reader& reader, std::int64_t observable) {
    std::vector<registry::FeedMatch> found;
    reader.each(
        "SELECT e.source, e.name, e.date, count(*) FROM feed_item i JOIN feed_event e ON e.seq = i.event "
        "WHERE i.observable = ? GROUP BY e.seq ORDER BY e.date DESC, e.seq DESC LIMIT 5",
        {observable}, [&](store::Row const& row) {
            found.push_back({row.text(0), row.text(1), row.text(2), row.integer(3)});
        });
    return found;
}

std::optional<std::int64_t> find_observable(store::Reader& reader, registry::ObservableKey const& key) {
    auto const row =
        reader.first("SELECT seq FROM observable WHERE type = ? AND value = ?", {key.type, key.value});
    return row ? std::optional(row->integer(0)) : std::nullopt;
}

// 送金先口座 for the other side's account, else the type's label.
base::Words label_in_role(registry::ObservableKey const& key, std::string_view role, bool by_host) {
    if (by_host) {
        return {"接続先ホスト", "host"};
    }
    if (key.type == "bank_account" && role == "subject") {
        return {"送金先口座", "receiving account"};
    }
    return platform::recognition::type_label(key.type);
}

base::Words sentence(registry::ObservableKey const& key, std::string_view role, bool by_host,
                     std::size_t readable, std::size_t elsewhere, std::size_t feeds) {
    auto const label = label_in_role(key, role, by_host);
    auto const shown = platform::recognition::shown_value(key);
    base::Words words{fmt::format("同じ{} {} が", label.ja, shown),
                      fmt::format("The same {} {}", label.en, shown)};
    std::vector<base::Words> parts;
    if (readable > 0) {
        parts.push_back(
            {fmt::format("他に{}件", readable), fmt::format("is in {} other record(s)", readable)});
    }
    if (elsewhere > 0) {
        parts.push_back(
            {fmt::format("他の{}所属に", elsewhere), fmt::format("is known to {} other unit(s)", elsewhere)});
    }
    if (feeds > 0) {
        parts.push_back({"公開指標に", "is in public indicators"});
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        words.ja += (i == 0 ? "" : "、") + parts[i].ja;
        words.en += (i == 0 ? " " : ", ") + parts[i].en;
    }
    if (readable == 0) {
        words.ja += "あります";
    }
    return words;
}

registry::Hit make_hit(registry::Question const& question, std::int64_t observable, Tally tally,
                       std::vector<registry::FeedMatch> matches) {
    registry::Hit hit;
    hit.key = question.key;
    hit.by_host = question.derived;
    hit.observable = observable;
    hit.feeds = std::move(matches);
    hit.records_total = tally.readable;
    hit.records = std::move(tally.newest);
    hit.elsewhere = std::move(tally.elsewhere);
    hit.sentence =
        sentence(question.key, question.role, question.derived, static_cast<std::size_t>(hit.records_total),
                 hit.elsewhere.size(), hit.feeds.size());
    return hit;
}

base::Words pair_sentence(registry::ObservableKey const& key, std::string_view role, bool by_host) {
    auto const label = label_in_role(key, role, by_host);
    auto const shown = platform::recognition::shown_value(key);
    return {fmt::format("同じ{} {}", label.ja, shown), fmt::format("The same {} {}", label.en, shown)};
}

// The pairs that a person separated: other record → separation.
std::map<base::Ulid, base::Ulid> separations(store::Reader& reader, base::Ulid const& record) {
    std::map<base::Ulid, base::Ulid> found;
    reader.each(
        "SELECT id, record_a, record_b FROM separations WHERE withdrawn = 0 AND (record_a = ? OR record_b = "
        "?)",
        {store::id_value(record), store::id_value(record)},
        [&](store::Row const& row) { found[row.id(1) == record ? row.id(2) : row.id(1)] = row.id(0); });
    return found;
}

// Links gathered by the other side: readable records by id, blind ones by unit, feeds by event.
struct Gathered {
    std::map<base::Ulid, registry::Link> records;
    std::map<base::Ulid, registry::Link> blind;
    std::map<std::string, registry::Link> feeds;

    static void add(registry::Link& link, registry::LinkReason const& reason, double weight) {
        link.reasons.push_back(reason);
        link.strength = engine::links::combine(link.strength, weight);
    }
};

void gather(Gathered& gathered, registry::Sighting const& sighting, std::vector<Holder> const& found,
            std::vector<registry::FeedMatch> const& matches) {
    auto const& seen = sighting.seen;
    registry::LinkReason const reason{seen.key, seen.derived,
                                      pair_sentence(seen.key, seen.role, seen.derived)};
    auto const by = seen.derived ? By::host : By::value;
    auto const weight = engine::links::rarity_weight(engine::links::weight(seen.key.type, by),
                                                     static_cast<std::int64_t>(found.size()));
    for (auto const& holder : found) {
        auto& link = holder.readable ? gathered.records[holder.line.id] : gathered.blind[holder.line.unit];
        if (holder.readable) {
            link.record = holder.line;
        } else {
            link.blind_unit = holder.line.unit;
        }
        Gathered::add(link, reason, weight);
    }
    for (auto const& match : matches) {
        auto& link = gathered.feeds[match.source + match.name];
        link.feed = match;
        Gathered::add(link, reason, weight);
    }
}

// Records, then hits elsewhere, then feeds, the strongest first; what a person separated stands last.
std::vector<registry::Link> in_order(Gathered gathered, std::map<base::Ulid, base::Ulid> const& separated) {
    std::vector<registry::Link> links;
    links.reserve(gathered.records.size() + gathered.blind.size() + gathered.feeds.size());
    for (auto const& apart : separated) {
        if (auto const found = gathered.records.find(apart.first); found != gathered.records.end()) {
            found->second.separation.emplace(apart.second);
        }
    }
    for (auto& each : gathered.records) {
        links.push_back(std::move(each.second));
    }
    for (auto& each : gathered.blind) {
        links.push_back(std::move(each.second));
    }
    for (auto& each : gathered.feeds) {
        links.push_back(std::move(each.second));
    }
    std::stable_sort(links.begin(), links.end(), [](registry::Link const& a, registry::Link const& b) {
        bool const a_apart = a.separation.has_value();
        bool const b_apart = b.separation.has_value();
        return a_apart != b_apart ? b_apart : a.strength > b.strength;
    });
    return links;
}

}  // namespace

std::vector<registry::Hit> StoredLinks::hits(store::Reader& reader, Actor const& actor,
                                             std::vector<registry::Question> const& questions,
                                             std::optional<base::Ulid> const& except) const {
    std::vector<registry::Hit> hits;
    for (std::size_t i = 0; i < std::min(questions.size(), most_questions); ++i) {
        auto const& question = questions[i];
        if (!engine::links::links(question.key.type, question.listed)) {
            continue;
        }
        auto const observable = find_observable(reader, question.key);
        if (!observable) {
            continue;
        }
        auto tally =
            tally_of(reader, kinds_, {actor, *observable, except.value_or(base::Ulid{}), question.role});
        // A feed names offenders' addresses; what the caller owns is not asked there.
        auto matches =
            question.role == "subject" ? feeds(reader, *observable) : std::vector<registry::FeedMatch>{};
        if (tally.readable > 0 || !tally.elsewhere.empty() || !matches.empty()) {
            hits.push_back(make_hit(question, *observable, std::move(tally), std::move(matches)));
        }
    }
    return hits;
}

std::vector<registry::Link> StoredLinks::links_of(store::Reader& reader, Actor const& actor,
                                                  base::Ulid const& record) const {
    return links_among(reader, actor, record, most_records);
}

std::optional<registry::Link> StoredLinks::strongest_link(store::Reader& reader, Actor const& actor,
                                                          base::Ulid const& record) const {
    auto links = links_among(reader, actor, record, most_of_strongest);
    return links.empty() ? std::nullopt : std::optional(std::move(links.front()));
}

std::vector<registry::Link> StoredLinks::links_among(store::Reader& reader, Actor const& actor,
                                                     base::Ulid const& record, std::int64_t newest) const {
    Gathered gathered;
    std::set<std::int64_t> asked;
    for (auto const& sighting : registry::sightings_of(reader, record)) {
        bool const listed = recogniser_.is_listed(sighting.seen.key);
        if (!engine::links::links(sighting.seen.key.type, listed) ||
            !asked.insert(sighting.observable).second) {
            continue;
        }
        auto const matches = sighting.seen.role == "subject" ? feeds(reader, sighting.observable)
                                                             : std::vector<registry::FeedMatch>{};
        gather(gathered, sighting,
               holders(reader, kinds_, {actor, sighting.observable, record, sighting.seen.role}, newest),
               matches);
    }
    return in_order(std::move(gathered), separations(reader, record));
}

}  // namespace modules::intelligence
