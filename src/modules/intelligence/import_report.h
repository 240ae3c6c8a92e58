#pragma once
// What an import is told and what it tells: counts that add up, and each refusal with file, place and reason.

#include "base/problem.h"
#include "platform/journal/journal.h"

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace modules::intelligence {

struct Refusal {
    std::string file;   // below the path that was given
    std::string place;  // "Event/Attribute/17", "line 12", empty: the file itself
    base::Words reason;
    bool operator==(Refusal const&) const = default;
};

constexpr std::size_t most_refusals = 1'000;

// The first refusals in full, of the rest the number.
struct Refusals {
    std::vector<Refusal> told;
    std::size_t not_told = 0;

    void add(Refusal refusal);
    [[nodiscard]] bool empty() const noexcept { return told.empty() && not_told == 0; }
    [[nodiscard]] std::size_t count() const noexcept { return told.size() + not_told; }
};

struct ImportProgress {
    std::string file;
    std::size_t files_done = 0;
    std::size_t files = 0;
    std::size_t items = 0;  // read so far
};
using Progress = std::function<void(ImportProgress const&)>;  // may be empty; called at most once a batch

struct ImportOptions {
    std::string source{};  // who gives the data; empty: the event's organisation, a list's file name
    platform::journal::Author author{};  // both empty on the command line
    Progress progress{};
};

// events = added + changed + unchanged + refused; items = taken + unchanged + without_type + refused.
struct ImportReport {
    std::size_t files = 0;
    std::size_t files_refused = 0;  // nothing in them could be read
    std::size_t events = 0;         // a plain list counts as one
    std::size_t events_added = 0;
    std::size_t events_changed = 0;
    std::size_t events_unchanged = 0;
    std::size_t events_refused = 0;
    std::size_t items = 0;
    std::size_t items_taken = 0;
    std::size_t items_unchanged = 0;
    std::size_t items_without_type = 0;  // texts, ports, comments: nothing that records could share
    std::size_t items_refused = 0;
    std::size_t hosts_derived = 0;
    std::size_t items_listed = 0;                     // of those taken: on a warning list
    std::map<std::string, std::size_t> listed_by;     // list → values
    std::map<std::string, std::size_t> without_type;  // MISP type → values
    Refusals refusals;

    [[nodiscard]] bool nothing_refused() const noexcept { return refusals.empty(); }
};

}  // namespace modules::intelligence
