#include "platform/journal/chain_walk.h"

#include <fmt/format.h>

#include <algorithm>

namespace platform::journal {

namespace {

constexpr std::size_t most_breaks = 10'000;   // kept for telling; further ones are only counted
constexpr std::size_t most_look_ups = 50;     // of an entry by its hash: each reads the whole table
constexpr std::int64_t farthest_number = 16;  // that a renumbered entry is looked for under

bool fits(base::Sha256 const& computed, std::string const& stored) {
    return base::as_bytes(computed) == stored;
}

}  // namespace

ChainWalk::ChainWalk(std::string table, std::size_t seq_column, base::Sha256 (*hash_of)(store::Values const&))
    : table_(std::move(table)), seq_column_(seq_column), hash_of_(hash_of) {}

bool ChainWalk::step(store::Values columns, std::string const& stored_hash) {
    auto const* const stored_number = std::get_if<std::int64_t>(&columns[seq_column_]);
    auto const* const stored_previous = std::get_if<base::Blob>(&columns.back());
    auto const number = stored_number == nullptr ? seq_ + 1 : *stored_number;
    auto const previous = stored_previous == nullptr ? std::string() : stored_previous->bytes;
    Break found{number, 0, std::nullopt, false, false, {}};
    if (number != seq_ + 1) {
        found.missing_from = seq_ + 1;
    } else if (previous != hash_) {
        found.unlinked = true;
        found.previous = previous;
    }
    if (!fits(hash_of_(columns), stored_hash)) {
        found.unlinked = false;
        found.original = original_number(columns, stored_hash);
        found.changed = !found.original;
    }
    shift_ = found.original ? *found.original - number : 0;
    seq_ = number;
    hash_ = stored_hash;
    bool const good = found.missing_from == 0 && !found.unlinked && !found.changed && !found.original;
    if (!good) {
        keep(std::move(found));
    }
    return good;
}

void ChainWalk::keep(Break found) {
    if (breaks_.size() < most_breaks) {
        breaks_.push_back(std::move(found));
    } else {
        ++uncounted_;
    }
}

std::optional<std::int64_t> ChainWalk::original_number(store::Values& columns,
                                                       std::string const& stored_hash) const {
    auto const* const stored_number = std::get_if<std::int64_t>(&columns[seq_column_]);
    if (stored_number == nullptr) {
        return std::nullopt;
    }
    auto const number = *stored_number;
    auto const fits_as = [&](std::int64_t other) {
        columns[seq_column_] = other;
        return fits(hash_of_(columns), stored_hash);
    };
    if (shift_ != 0 && fits_as(number + shift_)) {
        return number + shift_;
    }
    for (std::int64_t distance = 1; distance <= farthest_number; ++distance) {
        for (auto const other : {number + distance, number - distance}) {
            if (other > 0 && fits_as(other)) {
                return other;
            }
        }
    }
    return std::nullopt;
}

void ChainWalk::find(std::int64_t seq, Tampering kind, std::string ja, std::string en) {
    found_.push_back({table_, seq, kind, {std::move(ja), std::move(en)}});
    explained_.insert(seq);
}

// One past the last of the renumbered entries that follow each other from here.
std::size_t ChainWalk::end_of_run(std::size_t from) const {
    auto to = from + 1;
    while (to < breaks_.size() && breaks_[to].original && breaks_[to].seq == breaks_[to - 1].seq + 1) {
        ++to;
    }
    return to;
}

// Renumbered entries: the same numbers in another order, or moved up or down by what went or came before
// them.
void ChainWalk::tell_run(std::size_t from, std::size_t to) {
    std::vector<std::int64_t> numbers;
    std::vector<std::int64_t> originals;
    for (auto i = from; i < to; ++i) {
        numbers.push_back(breaks_[i].seq);
        originals.push_back(*breaks_[i].original);
        explained_.insert(breaks_[i].seq);
    }
    std::ranges::sort(originals);
    bool const same_numbers = numbers == originals;
    std::int64_t shift = 0;
    for (auto i = from; i < to; ++i) {
        auto const seq = breaks_[i].seq;
        auto const now = *breaks_[i].original - seq;
        if (same_numbers) {
            find(seq, Tampering::reordered, fmt::format("{}番として書かれた記録です", *breaks_[i].original),
                 fmt::format("was written as entry {}", *breaks_[i].original));
        } else if (now > shift) {
            find(seq, Tampering::removed,
                 fmt::format("ここにあった{}件が除かれ、後の記録の番号が詰められています", now - shift),
                 fmt::format("{} that stood here removed and later entries renumbered", now - shift));
        } else if (now < shift) {
            for (auto extra = seq - (shift - now); extra < seq; ++extra) {
                find(extra, Tampering::inserted, "後から入れられ、後の記録の番号がずらされています",
                     "put in, and later entries renumbered");
            }
        }
        shift = now;
    }
}

void ChainWalk::tell_unlinked(Break const& found, std::optional<std::int64_t> holder) {
    auto const before = found.seq - 1;
    if (holder && *holder < before) {
        for (auto extra = *holder + 1; extra <= before; ++extra) {
            find(extra, Tampering::inserted, fmt::format("{}番は{}番に続いています", found.seq, *holder),
                 fmt::format("entry {} continues entry {}", found.seq, *holder));
        }
    } else if (holder) {
        find(found.seq, Tampering::reordered, fmt::format("{}番に続く記録です", *holder),
             fmt::format("continues entry {}", *holder));
    } else if (before == 0) {
        find(found.seq, Tampering::removed, "これより前の記録がありません", "the entries before it are gone");
    } else {
        find(before, Tampering::changed, fmt::format("{}番は別の内容に続いています", found.seq),
             fmt::format("entry {} continues something else", found.seq));
    }
}

void ChainWalk::tell(Findings& findings,
                     std::function<std::optional<std::int64_t>(std::string const&)> const& holder) {
    for (std::size_t i = 0; i < breaks_.size(); ++i) {
        if (breaks_[i].missing_from != 0) {
            auto const last = breaks_[i].seq - 1;
            find(breaks_[i].missing_from, Tampering::removed,
                 fmt::format("{}番から{}番までの記録がありません", breaks_[i].missing_from, last),
                 fmt::format("entries {} to {} are missing", breaks_[i].missing_from, last));
        }
        if (breaks_[i].original) {
            auto const to = end_of_run(i);
            tell_run(i, to);
            i = to - 1;
        }
    }
    std::size_t look_ups = 0;
    for (auto const& found : breaks_) {
        if (found.changed && !explained_.contains(found.seq)) {
            find(found.seq, Tampering::changed, "記録が変更されています", "the entry was changed");
        } else if (found.unlinked && !explained_.contains(found.seq - 1)) {
            tell_unlinked(found, look_ups++ < most_look_ups ? holder(found.previous) : std::nullopt);
        }
    }
    std::ranges::stable_sort(found_, {}, &Finding::seq);
    for (auto& finding : found_) {
        findings.add(finding.table, finding.seq, finding.kind, std::move(finding.what));
    }
    for (; uncounted_ > 0; --uncounted_) {
        findings.add(table_, seq_, Tampering::changed, {"ほかの記録", "further entries"});
    }
}

void ChainWalk::compare_end(Findings& findings, std::optional<ChainHead> const& head,
                            std::string_view head_table) const {
    auto const expected = head ? head->seq : 0;
    if (!head && seq_ > 0) {
        findings.add(head_table, seq_, Tampering::removed,
                     {"末尾の控えがありません", "the end is not written down"});
    } else if (expected > seq_) {
        findings.add(table_, seq_ + 1, Tampering::truncated,
                     {fmt::format("末尾の記録が失われています (最後は{}番のはずです)", expected),
                      fmt::format("entries at the end are missing (the last should be {})", expected)});
    } else if (expected < seq_) {
        findings.add(table_, expected + 1, Tampering::inserted,
                     {fmt::format("末尾の控えは{}番で終わっています", expected),
                      fmt::format("the end that was written down is entry {}", expected)});
    } else if (head && head->hash != hash_) {
        findings.add(head_table, seq_, Tampering::changed,
                     {"末尾の控えが最後の記録と合いません", "does not agree with the last entry"});
    }
}

}  // namespace platform::journal
