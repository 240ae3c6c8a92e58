#include "platform/journal/access_index.h"
#include "platform/journal/chain.h"
#include "platform/journal/journal.h"

#include <fmt/format.h>

#include <map>

namespace platform::journal {

namespace {

constexpr std::size_t most_findings = 100;

std::string_view bytes_of(base::Sha256 const& digest) {
    return base::as_bytes(digest);
}

// Follows one chain; each row must continue the one before.
struct Walk {
    std::string table;
    Proof& proof;
    std::int64_t seq = 0;
    std::string hash = std::string(32, '\0');

    void find(std::int64_t at, std::string_view ja, std::string_view en) const {
        if (proof.findings.size() < most_findings) {
            proof.findings.push_back({table, at, {std::string(ja), std::string(en)}});
        }
    }

    // `found`: number in the row; `computed`: hash over its columns. True when it stands where it should.
    bool step(std::int64_t found, std::string const& previous, std::string const& stored,
              base::Sha256 const& computed) {
        bool good = true;
        if (found != seq + 1) {
            find(found, fmt::format("{}番から{}番までの記録がありません", seq + 1, found - 1),
                 fmt::format("entries {} to {} are missing", seq + 1, found - 1));
            good = false;
        } else if (previous != hash) {
            find(found, "直前の記録とつながりません (差し替え、挿入又は並べ替え)",
                 "does not continue the entry before it (replaced, inserted or reordered)");
            good = false;
        }
        if (stored != bytes_of(computed)) {
            find(found, "記録の内容が変更されています", "the entry was changed");
            good = false;
        }
        seq = found;
        hash = stored;
        return good;
    }

    void finish(std::optional<store::Row> const& head) const {
        std::int64_t const expected = head ? head->integer(0) : 0;
        if (expected != seq) {
            find(seq, fmt::format("末尾の記録が失われています (最後は{}番のはずです)", expected),
                 fmt::format("entries at the end are missing (the last should be {})", expected));
        } else if (head && head->blob(1) != hash) {
            find(seq, "末尾の記録が差し替えられています", "the last entry was replaced");
        }
    }
};

store::Values columns_before_hash(store::Row const& row, std::size_t count) {
    return {row.values().begin(), row.values().begin() + static_cast<std::ptrdiff_t>(count)};
}

void verify_journal(store::Reader& reader, Proof& proof) {
    Walk walk{"journal", proof};
    reader.each(
        "SELECT j.seq, j.at, j.actor, j.unit, j.action, j.record_kind, j.record_id, j.record_version, "
        "j.content_digest, "
        "j.previous, j.hash, c.salt, c.content FROM journal j LEFT JOIN journal_content c ON c.entry = j.seq "
        "ORDER BY j.seq",
        {}, [&](store::Row const& row) {
            auto const seq = row.integer(0);
            bool good = walk.step(seq, row.blob(9), row.blob(10), journal_hash(columns_before_hash(row, 10)));
            if (!row.is_null(12)) {
                ++proof.contents;
                if (row.blob(8) != bytes_of(content_digest(row.blob(11), row.text(12)))) {
                    walk.find(seq, "保存された内容が変更されています", "the stored content was changed");
                    good = false;
                }
            }
            proof.entries += good ? 1 : 0;
        });
    walk.finish(reader.first("SELECT seq, hash FROM journal_head WHERE \"only\" = 1"));
}

void verify_access_log(store::Reader& reader, Proof& proof) {
    std::map<std::string, Walk> walks;
    auto const walk_of = [&](std::string const& node) -> Walk& {
        return walks.try_emplace(node, Walk{"access_log (" + node + ")", proof}).first->second;
    };
    reader.each(
        "SELECT node, seq, at, actor, unit, action, purpose, record_kind, record_id, detail, previous, hash "
        "FROM access_log ORDER BY node, seq",
        {}, [&](store::Row const& row) {
            bool const good = walk_of(row.text(0))
                                  .step(row.integer(1), row.blob(10), row.blob(11),
                                        access_hash(columns_before_hash(row, 11)));
            proof.access_entries += good ? 1 : 0;
        });
    for (auto const& head : reader.query("SELECT node FROM access_log_head")) {
        walk_of(head.text(0));
    }
    for (auto const& [node, walk] : walks) {
        walk.finish(reader.first("SELECT seq, hash FROM access_log_head WHERE node = ?", {node}));
    }
}

}  // namespace

Proof verify(store::Reader& reader) {
    Proof proof;
    verify_journal(reader, proof);
    verify_access_log(reader, proof);
    verify_access_index(reader, proof);
    return proof;
}

}  // namespace platform::journal
