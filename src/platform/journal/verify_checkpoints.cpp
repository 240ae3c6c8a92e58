#include "base/hash.h"
#include "platform/journal/anchor.h"
#include "platform/journal/chain.h"
#include "platform/journal/chain_walk.h"
#include "platform/journal/checkpoint.h"
#include "platform/journal/verify_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace platform::journal {

namespace {

// What checkpoints and anchor lines say of the chains, against what these say now. A rewritten chain differs
// at every later checkpoint: the first is told, with where it last agreed.
class HeadComparison {
  public:
    HeadComparison(store::Reader& reader, Proof& proof) : reader_(reader), proof_(proof) {}

    void compare(Checkpoint const& checkpoint, std::string const& said_by) {
        compare("journal", "SELECT hash FROM journal WHERE seq = ?", {checkpoint.journal_seq},
                {checkpoint.journal_seq, checkpoint.journal_hash}, said_by);
        for (auto const& head : checkpoint.access_heads) {
            compare("access_log (" + head.node + ")",
                    "SELECT hash FROM access_log WHERE node = ? AND seq = ?", {head.node, head.seq},
                    {head.seq, head.hash}, said_by);
        }
    }

  private:
    void compare(std::string const& table, std::string_view sql, store::Values const& where,
                 ChainHead const& said, std::string const& said_by) {
        auto const found = reader_.first(sql, where);
        auto& agreed = agreed_[table];
        bool const nothing_yet = said.seq == 0 && said.hash == std::string(32, '\0');
        if (nothing_yet || (found && bytes_in(*found, 0) == said.hash)) {
            agreed = std::max(agreed, said.seq);
            return;
        }
        if (!told_.insert(table).second) {
            return;
        }
        if (found) {
            proof_.findings.add(table, said.seq, Tampering::rewritten,
                                {fmt::format("{}番から{}番までの間が書き換えられています ({}と合いません)",
                                             agreed + 1, said.seq, said_by),
                                 fmt::format("rewritten between entries {} and {} (does not agree with {})",
                                             agreed + 1, said.seq, said_by)});
        } else {
            proof_.findings.add(table, said.seq, Tampering::truncated,
                                {fmt::format("この記録がありません ({}にはあります)", said_by),
                                 fmt::format("is gone ({} names it)", said_by)});
        }
    }

    store::Reader& reader_;
    Proof& proof_;
    std::map<std::string, std::int64_t> agreed_;  // the last entry of a chain that was as it was said
    std::set<std::string> told_;
};

// Whether a checkpoint is signed by one of the keys that were named.
enum class Signature { good, absent, of_another_key, wrong };

Signature check(std::string const& message, std::string const& signing_key, std::string const& signature,
                std::vector<PublicKey> const& keys) {
    if (signature.empty()) {
        return Signature::absent;
    }
    auto const key = std::ranges::find(keys, signing_key, &PublicKey::id);
    if (key == keys.end()) {
        return Signature::of_another_key;
    }
    return key->verifies(message, signature) ? Signature::good : Signature::wrong;
}

void tell_signature(Proof& proof, std::string const& table, std::int64_t seq, Signature found,
                    std::string const& signing_key) {
    switch (found) {
        case Signature::good:
            return;
        case Signature::absent:
            proof.findings.add(table, seq, Tampering::not_signed,
                               {"前のものには署名がありますが、これにはありません",
                                "carries no signature although earlier ones do"});
            return;
        case Signature::of_another_key:
            proof.findings.add(table, seq, Tampering::not_signed,
                               {fmt::format("指定された鍵の署名ではありません (鍵 {})", signing_key),
                                fmt::format("signed by a key that was not named ({})", signing_key)});
            return;
        case Signature::wrong:
            proof.findings.add(table, seq, Tampering::not_signed,
                               {"署名が合いません", "the signature does not fit"});
            return;
    }
}

struct Walked {
    std::map<std::int64_t, std::string> hashes;  // of the checkpoints in the store, by number
};

Walked walk_table(store::Reader& reader, ProofOptions const& options, Proof& proof) {
    Walked walked;
    ChainWalk walk("checkpoint", 0, &checkpoint_hash);
    bool anything_signed = false;
    reader.each(select_checkpoints("ORDER BY seq"), {}, [&](store::Row const& row) {
        auto const columns = first_columns(row, 9);
        bool const good = walk.step(columns, bytes_in(row, 9));
        proof.checkpoints += good ? 1 : 0;
        walked.hashes.emplace(row.integer(0), bytes_in(row, 9));
        auto const signature = bytes_in(row, 10);
        bool const fits = base::as_bytes(checkpoint_hash(columns)) == bytes_in(row, 9);
        if (fits && !options.keys.empty() && (anything_signed || !signature.empty())) {
            auto const found = check(checkpoint_bytes(columns), row.text(7), signature, options.keys);
            proof.signatures += found == Signature::good ? 1 : 0;
            tell_signature(proof, "checkpoint", row.integer(0), found, row.text(7));
        }
        anything_signed = anything_signed || !signature.empty();
    });
    walk.tell(proof.findings, [&](std::string const& hash) {
        auto const row = reader.first("SELECT seq FROM checkpoint WHERE hash = ?", {base::Blob{hash}});
        return row ? std::optional(row->integer(0)) : std::nullopt;
    });
    return walked;
}

// One line after the other: whole, in order, signed, and in the store.
class AnchorWalk {
  public:
    AnchorWalk(Walked const& walked, ProofOptions const& options, HeadComparison& heads, Proof& proof)
        : walked_(walked), options_(options), heads_(heads), proof_(proof) {}

    void take(std::int64_t line, std::string const& text) {
        auto const found = checkpoint_from_json(text);
        if (!found) {
            tell(line, Tampering::unreadable, "チェックポイントとして読めません", "is not a checkpoint");
            return;
        }
        auto const columns = columns_of(*found);
        if (base::as_bytes(checkpoint_hash(columns)) != found->hash) {
            tell(line, Tampering::changed, "行が変更されています", "the line was changed");
            last_ = std::max(last_, found->seq);
            return;
        }
        if (!options_.keys.empty() && !found->signature.empty()) {
            tell_signature(
                proof_, "anchor", line,
                check(checkpoint_bytes(columns), found->signing_key, found->signature, options_.keys),
                found->signing_key);
        }
        if (!stands_in_order(line, *found)) {
            return;
        }
        compare_with_store(line, *found);
    }

  private:
    void tell(std::int64_t line, Tampering kind, std::string ja, std::string en) {
        proof_.findings.add("anchor", line, kind, {std::move(ja), std::move(en)});
    }

    // Several nodes may add the same one.
    bool stands_in_order(std::int64_t line, Checkpoint const& found) {
        auto const known = hashes_.find(found.seq);
        if (known != hashes_.end() && known->second == found.hash) {
            return false;
        }
        hashes_.emplace(found.seq, found.hash);
        if (known != hashes_.end() || found.seq <= last_) {
            tell(line, Tampering::reordered,
                 fmt::format("チェックポイント{}は順番どおりではありません", found.seq),
                 fmt::format("checkpoint {} stands out of order", found.seq));
        } else if (found.seq != last_ + 1) {
            tell(
                line, Tampering::removed,
                fmt::format("この行の前のチェックポイント{}から{}までがありません", last_ + 1, found.seq - 1),
                fmt::format("checkpoints {} to {} are missing before this line", last_ + 1, found.seq - 1));
        }
        last_ = std::max(last_, found.seq);
        return true;
    }

    void compare_with_store(std::int64_t line, Checkpoint const& found) {
        auto const stored = walked_.hashes.find(found.seq);
        if (stored != walked_.hashes.end() && stored->second == found.hash) {
            ++proof_.anchored;
            return;
        }
        auto const said_by = fmt::format("anchor:{}", line);
        if (stored == walked_.hashes.end()) {
            proof_.findings.add(
                "checkpoint", found.seq, Tampering::truncated,
                {fmt::format("データベースにありません (アンカーファイルの{}行目にはあります)", line),
                 fmt::format("is not in the store (line {} of the anchor file has it)", line)});
        } else {
            proof_.findings.add("checkpoint", found.seq, Tampering::rewritten,
                                {fmt::format("アンカーファイルの{}行目と違います", line),
                                 fmt::format("differs from line {} of the anchor file", line)});
        }
        heads_.compare(found, said_by);
    }

    Walked const& walked_;
    ProofOptions const& options_;
    HeadComparison& heads_;
    Proof& proof_;
    std::map<std::int64_t, std::string> hashes_;
    std::int64_t last_ = 0;
};

}  // namespace

void verify_checkpoints(store::Reader& reader, ProofOptions const& options, Proof& proof) {
    auto const walked = walk_table(reader, options, proof);
    HeadComparison heads(reader, proof);
    for (auto const& [seq, hash] : walked.hashes) {
        auto const row = reader.first(select_checkpoints("WHERE seq = ?"), {seq});
        if (row) {
            heads.compare(to_checkpoint(*row), fmt::format("checkpoint {}", seq));
        }
    }
    if (!options.anchor.empty()) {
        AnchorWalk anchor(walked, options, heads, proof);
        each_line(options.anchor,
                  [&](std::int64_t line, std::string const& text) { anchor.take(line, text); });
    }
}

}  // namespace platform::journal
