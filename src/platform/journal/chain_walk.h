#pragma once
// Follows one chain from its first entry, and says of each break what was done: the entry after a removed one
// has a number too many, a renumbered entry fits under its old number, an inserted one is passed over by the
// next. Thread rule: one thread.

#include "base/hash.h"
#include "platform/journal/findings.h"
#include "platform/store/store.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace platform::journal {

struct ChainHead {
    std::int64_t seq = 0;
    std::string hash;
};

class ChainWalk {
  public:
    // `hash_of`: over an entry's columns, of which `seq_column` is its number and the last is the hash before
    // it.
    ChainWalk(std::string table, std::size_t seq_column, base::Sha256 (*hash_of)(store::Values const&));

    // The next entry by number. True when it stands where it should, unchanged.
    bool step(store::Values columns, std::string const& stored_hash);

    // Says what was found broken. `holder`: which entry of the table has this hash, if any.
    void tell(Findings& findings,
              std::function<std::optional<std::int64_t>(std::string const&)> const& holder);
    // Compares the end with what was written beside the chain; nothing when nothing is.
    void compare_end(Findings& findings, std::optional<ChainHead> const& head,
                     std::string_view head_table) const;

    [[nodiscard]] std::int64_t last() const noexcept { return seq_; }
    [[nodiscard]] std::string const& table() const noexcept { return table_; }

  private:
    // An entry that does not continue the chain as it is.
    struct Break {
        std::int64_t seq = 0;
        std::int64_t missing_from = 0;         // first number that is not there; 0: none missing before it
        std::optional<std::int64_t> original;  // the number under which it was written, when that is another
        bool changed = false;                  // fits under no number near
        bool unlinked = false;                 // unchanged, but continues another entry
        std::string previous;
    };
    void keep(Break found);
    [[nodiscard]] std::optional<std::int64_t> original_number(store::Values& columns,
                                                              std::string const& stored_hash) const;
    [[nodiscard]] std::size_t end_of_run(std::size_t from) const;
    void tell_run(std::size_t from, std::size_t to);
    void tell_unlinked(Break const& found, std::optional<std::int64_t> holder);
    void find(std::int64_t seq, Tampering kind, std::string ja, std::string en);

    std::string table_;
    std::size_t seq_column_;
    base::Sha256 (*hash_of_)(store::Values const&);
    std::int64_t seq_ = 0;
    std::string hash_ = std::string(32, '\0');
    std::int64_t shift_ = 0;  // of the entry before: original number less its own
    std::vector<Break> breaks_;
    std::int64_t uncounted_ = 0;  // breaks past the most that are kept
    std::vector<Finding> found_;
    std::set<std::int64_t> explained_;  // entries that a finding speaks of already
};

}  // namespace platform::journal
