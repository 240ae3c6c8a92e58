#pragma once
// After a disposal was committed: its line in the deletions ledgers, then the store's files without its
// words. And the other way: a ledger makes a restored older backup forget the same again. Thread rule: one
// thread at a time.

#include "base/instant.h"
#include "platform/files/vault.h"
#include "platform/registry/record_kinds.h"
#include "platform/store/store.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace platform::retention {

// Writes wait while the files are rewritten: so one rewriting for all that are approved together, and, where
// an hour is set, only in that hour of the day in Japan (0 to 23).
struct Patience {
    base::Instant now;
    std::optional<int> hour = std::nullopt;
};

// Finishes every disposal that is not yet: at once one line of ids in each ledger, and what only it named
// leaves the vault; then scrub() (without patience: now). How many. What fails is tried again by the next
// call.
std::size_t finish(store::Store& store, registry::RecordKinds const& kinds, files::Vault const& vault,
                   std::vector<std::filesystem::path> const& ledgers,
                   std::optional<Patience> const& patience = std::nullopt);

struct Replayed {
    std::int64_t lines = 0;
    std::int64_t erased = 0;               // that had come back
    std::int64_t absent = 0;               // not in this store: disposed of, or never there
    std::vector<base::Violation> refused;  // "line N": not a disposal, or another instance's
};
// Erases what the ledger names, each with a journal entry of its own; then finish() is still to be called.
// Problem::unavailable when the file cannot be read.
[[nodiscard]] Replayed replay(store::Store& store, registry::RecordKinds const& kinds,
                              std::filesystem::path const& ledger, base::Instant now);

}  // namespace platform::retention
