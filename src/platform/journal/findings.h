#pragma once
// What a proof did not find in order: which table, which entry, what happened to it. Thread rule: one thread.

#include "base/problem.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace platform::journal {

enum class Tampering {
    changed,           // an entry is not what it was
    removed,           // entries between others are gone
    inserted,          // an entry that was not written in its turn
    reordered,         // an entry stands in another's place
    truncated,         // the last entries are gone
    content_missing,   // no disposal says that it was deleted
    content_differs,   // not what its digest was made of
    content_returned,  // a disposal says that it was deleted (an older backup?)
    rewritten,         // a chain that holds by itself, but is not the one that was written down
    not_signed,        // or not by a key that was named
    unreadable,        // a line or column that says nothing
    unknown_table,     // would be proved by nobody
};
[[nodiscard]] base::Words const& words(Tampering kind);

struct Finding {
    std::string table;
    std::int64_t seq = 0;
    Tampering kind = Tampering::changed;
    base::Words what;
};

// Keeps the first of them and counts all.
class Findings {
  public:
    void add(std::string_view table, std::int64_t seq, Tampering kind, base::Words what);
    [[nodiscard]] std::vector<Finding> const& told() const noexcept { return told_; }
    [[nodiscard]] std::int64_t total() const noexcept { return total_; }
    [[nodiscard]] bool empty() const noexcept { return total_ == 0; }

  private:
    std::vector<Finding> told_;
    std::int64_t total_ = 0;
};

}  // namespace platform::journal
