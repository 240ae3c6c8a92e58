#include "base/hash.h"
#include "platform/journal/access_index.h"
#include "platform/journal/chain.h"
#include "platform/journal/chain_walk.h"
#include "platform/journal/disposal.h"
#include "platform/journal/verify_parts.h"
#include "platform/store/catalog.h"

#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

namespace platform::journal {

namespace json = boost::json;

namespace {

constexpr std::array<std::string_view, 6> proved_tables = {
    "access_log", "access_log_head", "access_log_record", "journal", "journal_content", "journal_head"};

std::optional<ChainHead> head_of(std::optional<store::Row> const& row) {
    return row ? std::optional(ChainHead{row->integer(0), bytes_in(*row, 1)}) : std::nullopt;
}

std::optional<std::int64_t> number_in(std::optional<store::Row> const& row) {
    return row ? std::optional(row->integer(0)) : std::nullopt;
}

// Every table that looks like one of ours must be one that is walked here.
void verify_tables(store::Reader& reader, Proof& proof) {
    for (auto const& name : store::table_names(reader)) {
        bool const ours =
            name.find("journal") != std::string::npos || name.find("access_log") != std::string::npos;
        if (ours && std::ranges::find(proved_tables, name) == proved_tables.end()) {
            proof.findings.add(name, 0, Tampering::unknown_table,
                               {"この表は検証の対象として知られていません",
                                "no such table is known, so that nothing in it is proved"});
        }
    }
}

// Contents that are not there, and the digests by which disposals name them.
class Missing {
  public:
    void add(std::int64_t seq, std::string digest) { digests_.emplace(seq, std::move(digest)); }

    // Entries whose content a disposal's content names, or an empty list.
    void explain(store::Reader& reader, Proof& proof) {
        std::vector<json::object> disposals;
        reader.each(
            "SELECT c.content FROM journal j JOIN journal_content c ON c.entry = j.seq WHERE j.action = ? "
            "ORDER BY j.seq",
            {std::string(dispose_action)}, [&](store::Row const& row) {
                json::error_code error;
                auto parsed = json::parse(row.text(0), error);
                if (!error && parsed.is_object()) {
                    disposals.push_back(std::move(parsed.as_object()));
                }
            });
        for (auto const& disposal : disposals) {
            for (auto const& [seq, digest] : disposed_entries(disposal)) {
                take(reader, proof, seq, digest);
            }
        }
        for (auto const& [seq, digest] : digests_) {
            unexplained_.push_back(seq);
        }
        std::ranges::sort(unexplained_);
        for (auto const seq : unexplained_) {
            proof.findings.add(
                "journal_content", seq, Tampering::content_missing,
                {"内容がなく、廃棄の記録もありません", "the content is gone and no disposal says so"});
        }
    }

  private:
    void take(store::Reader& reader, Proof& proof, std::int64_t seq, std::string const& digest) {
        auto const found = digests_.find(seq);
        if (found != digests_.end()) {
            if (found->second == digest) {
                ++proof.disposed;
                digests_.erase(found);
            }
            return;
        }
        if (reader.first("SELECT 1 FROM journal_content WHERE entry = ?", {seq})) {
            proof.findings.add(
                "journal_content", seq, Tampering::content_returned,
                {"廃棄された内容が残っています (古い控えから戻した場合は廃棄の再実行が必要です)",
                 "was disposed of and is there again (after restoring an older backup, "
                 "disposals must be replayed)"});
        }
    }

    std::unordered_map<std::int64_t, std::string> digests_;
    std::vector<std::int64_t> unexplained_;
};

void verify_orphans(store::Reader& reader, Proof& proof) {
    reader.each(
        "SELECT c.entry FROM journal_content c LEFT JOIN journal j ON j.seq = c.entry WHERE j.seq IS NULL "
        "ORDER BY c.entry",
        {}, [&](store::Row const& row) {
            proof.findings.add("journal_content", row.integer(0), Tampering::inserted,
                               {"この番号の記録はありません", "there is no entry of this number"});
        });
}

}  // namespace

store::Values first_columns(store::Row const& row, std::size_t count) {
    return {row.values().begin(), row.values().begin() + static_cast<std::ptrdiff_t>(count)};
}

std::string bytes_in(store::Row const& row, std::size_t column) {
    auto const* const found = std::get_if<base::Blob>(&row[column]);
    return found == nullptr ? std::string() : found->bytes;
}

void verify_journal(store::Reader& reader, Proof& proof) {
    ChainWalk walk("journal", 0, &journal_hash);
    Missing missing;
    reader.each(
        "SELECT j.seq, j.at, j.actor, j.unit, j.action, j.record_kind, j.record_id, j.record_version, "
        "j.content_digest, j.previous, j.hash, c.salt, c.content FROM journal j "
        "LEFT JOIN journal_content c ON c.entry = j.seq ORDER BY j.seq",
        {}, [&](store::Row const& row) {
            bool good = walk.step(first_columns(row, 10), bytes_in(row, 10));
            auto const digest = bytes_in(row, 8);
            auto const* const content = std::get_if<std::string>(&row[12]);
            if (row.is_null(12)) {
                missing.add(row.integer(0), digest);
            } else if (content != nullptr &&
                       digest == base::as_bytes(content_digest(bytes_in(row, 11), *content))) {
                ++proof.contents;
            } else if (good) {
                proof.findings.add("journal_content", row.integer(0), Tampering::content_differs,
                                   {"保存された内容が変更されています", "the stored content was changed"});
                good = false;
            }
            proof.entries += good ? 1 : 0;
        });
    walk.tell(proof.findings, [&](std::string const& hash) {
        return number_in(reader.first("SELECT seq FROM journal WHERE hash = ?", {base::Blob{hash}}));
    });
    walk.compare_end(proof.findings,
                     head_of(reader.first("SELECT seq, hash FROM journal_head WHERE \"only\" = 1")),
                     "journal_head");
    missing.explain(reader, proof);
    verify_orphans(reader, proof);
}

void verify_access_log(store::Reader& reader, Proof& proof) {
    std::map<std::string, ChainWalk> walks;
    auto const walk_of = [&](std::string const& node) -> ChainWalk& {
        return walks.try_emplace(node, "access_log (" + node + ")", 1, &access_hash).first->second;
    };
    reader.each(
        "SELECT node, seq, at, actor, unit, action, purpose, record_kind, record_id, detail, previous, hash "
        "FROM access_log ORDER BY node, seq",
        {}, [&](store::Row const& row) {
            bool const good = walk_of(row.text(0)).step(first_columns(row, 11), bytes_in(row, 11));
            proof.access_entries += good ? 1 : 0;
        });
    for (auto const& head : reader.query("SELECT node FROM access_log_head")) {
        walk_of(head.text(0));
    }
    for (auto& [node, walk] : walks) {
        walk.tell(proof.findings, [&](std::string const& hash) {
            return number_in(reader.first("SELECT seq FROM access_log WHERE node = ? AND hash = ?",
                                          {node, base::Blob{hash}}));
        });
        walk.compare_end(
            proof.findings,
            head_of(reader.first("SELECT seq, hash FROM access_log_head WHERE node = ?", {node})),
            "access_log_head (" + node + ")");
    }
}

Proof verify(store::Reader& reader, ProofOptions const& options) {
    Proof proof;
    verify_tables(reader, proof);
    verify_journal(reader, proof);
    verify_access_log(reader, proof);
    verify_access_index(reader, proof);
    verify_checkpoints(reader, options, proof);
    return proof;
}

}  // namespace platform::journal
