#include "platform/journal/access_index.h"

#include <algorithm>
#include <map>
#include <set>

namespace platform::journal {

namespace {

constexpr std::int64_t entries_at_once = 100;
constexpr std::int64_t proved_at_once = 2000;
constexpr std::size_t most_findings = 100;

std::string follower_of(std::string const& node) {
    return "access_log_record " + node;
}

// How far the table was made, by node.
struct Progress {
    std::int64_t done = 0;
    std::int64_t head = 0;
};
std::map<std::string, Progress> progress(store::Reader& reader) {
    std::map<std::string, Progress> nodes;
    for (auto const& head : reader.query("SELECT node, seq FROM access_log_head")) {
        nodes[head.text(0)].head = head.integer(1);
    }
    for (auto& [node, at] : nodes) {
        auto const row =
            reader.first("SELECT seq FROM follower_position WHERE name = ?", {follower_of(node)});
        at.done = row ? row->integer(0) : 0;
    }
    return nodes;
}

// Entry and record, as the rows of the table.
using Named = std::set<std::pair<std::int64_t, base::Ulid>>;

struct Taken {
    Named named;
    std::int64_t last = 0;  // the last entry looked at
};
Taken named_after(store::Reader& reader, std::string const& node, std::int64_t seq, std::int64_t until,
                  std::int64_t most) {
    Taken taken{{}, seq};
    reader.each(
        "SELECT seq, record_id, detail FROM access_log WHERE node = ? AND seq > ? AND seq <= ? ORDER BY seq "
        "LIMIT ?",
        {node, seq, until, most}, [&](store::Row const& row) {
            taken.last = row.integer(0);
            for (auto const& record : records_named(row.optional_id(1), row.text(2))) {
                taken.named.emplace(taken.last, record);
            }
        });
    return taken;
}

void take_up(store::Transaction& transaction, std::string const& node, std::int64_t until) {
    auto const row =
        transaction.first("SELECT seq FROM follower_position WHERE name = ?", {follower_of(node)});
    auto const done = row ? row->integer(0) : 0;
    auto const taken = named_after(transaction, node, done, until, entries_at_once);
    if (taken.last == done) {
        return;  // another process was faster
    }
    for (auto const& [entry, record] : taken.named) {
        transaction.execute(
            "INSERT INTO access_log_record (record_id, node, entry) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            {store::id_value(record), node, entry});
    }
    transaction.execute(
        "INSERT INTO follower_position (name, seq) VALUES (?, ?) "
        "ON CONFLICT (name) DO UPDATE SET seq = excluded.seq",
        {follower_of(node), taken.last});
}

// One node's rows against its entries.
struct Comparison {
    store::Reader& reader;
    Proof& proof;
    std::string node;

    void find(std::int64_t entry, std::string_view ja, std::string_view en) const {
        if (proof.findings.size() < most_findings) {
            proof.findings.push_back(
                {"access_log_record (" + node + ")", entry, {std::string(ja), std::string(en)}});
        }
    }

    [[nodiscard]] Named rows(std::int64_t after, std::int64_t until) const {
        Named found;
        reader.each(
            "SELECT entry, record_id FROM access_log_record WHERE node = ? AND entry > ? AND entry <= ?",
            {node, after, until}, [&](store::Row const& row) { found.emplace(row.integer(0), row.id(1)); });
        return found;
    }

    void compare(Named const& expected, Named const& stored) const {
        Named differences;
        std::ranges::set_symmetric_difference(expected, stored,
                                              std::inserter(differences, differences.end()));
        std::int64_t last = 0;
        for (auto const& difference : differences) {
            if (difference.first == last) {
                continue;
            }
            last = difference.first;
            if (expected.contains(difference)) {
                find(last, "閲覧された受理票の索引の行が失われています",
                     "a row of the index of reads is missing");
            } else {
                find(last, "閲覧された受理票の索引に行が挿入されています",
                     "a row of the index of reads was inserted");
            }
        }
    }

    void prove(Progress const& at) const {
        if (at.done > at.head) {
            find(at.done, "索引の位置が記録の末尾を超えています",
                 "the index claims entries that are not there");
        }
        auto const until = std::min(at.done, at.head);
        for (std::int64_t seq = 0; seq < until;) {
            auto const taken = named_after(reader, node, seq, until, proved_at_once);
            auto const last = taken.last == seq ? until : taken.last;
            compare(taken.named, rows(seq, last));
            seq = last;
        }
        for (auto const& row : reader.query(
                 "SELECT DISTINCT entry FROM access_log_record WHERE node = ? AND (entry > ? OR entry < 1) "
                 "ORDER BY entry LIMIT 10",
                 {node, until})) {
            find(row.integer(0), "閲覧された受理票の索引に行が挿入されています",
                 "a row of the index of reads was inserted");
        }
    }
};

}  // namespace

std::vector<base::Ulid> records_named(std::optional<base::Ulid> const& record, std::string_view detail) {
    std::vector<base::Ulid> records;
    if (record) {
        records.push_back(*record);
    }
    for (std::size_t at = 0; at < detail.size();) {
        auto const end = std::min(detail.find(' ', at), detail.size());
        if (auto const id = base::parse_ulid(detail.substr(at, end - at))) {
            records.push_back(*id);
        }
        at = end + 1;
    }
    std::ranges::sort(records);
    auto const rest = std::ranges::unique(records);
    records.erase(rest.begin(), rest.end());
    return records;
}

void index_reads(store::Store& store) {
    std::map<std::string, Progress> nodes;
    store.read([&](store::Reader& reader) { nodes = progress(reader); });
    for (auto& [node, at] : nodes) {
        while (at.done < at.head) {
            store.write([&](store::Transaction& transaction) { take_up(transaction, node, at.head); });
            at.done += entries_at_once;
        }
    }
}

void verify_access_index(store::Reader& reader, Proof& proof) {
    auto const nodes = progress(reader);
    for (auto const& [node, at] : nodes) {
        Comparison{reader, proof, node}.prove(at);
    }
    for (auto const& row : reader.query("SELECT node, min(entry) FROM access_log_record GROUP BY node")) {
        if (!nodes.contains(row.text(0))) {
            Comparison{reader, proof, row.text(0)}.find(row.integer(1), "記録のない端末の索引の行があります",
                                                        "rows of a node that has no entries");
        }
    }
}

}  // namespace platform::journal
