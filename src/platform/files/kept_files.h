#pragma once
// Which files there are and which records name them; what nobody names goes from the folder too. Thread rule:
// functions work on the Transaction or Reader they are given; the rest may be called from any thread.

#include "base/id.h"
#include "base/instant.h"
#include "base/problem.h"
#include "platform/files/vault.h"
#include "platform/store/store.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>

namespace platform::files {

// The record names the file from now on. Problem::unavailable when its bytes are not in the folder.
void name_file(store::Transaction& transaction, Vault const& vault, StoredFile const& file,
               base::Ulid const& record, base::Instant at);
// It names none any more, or only those that stay; what nobody else names is to be removed.
void forget_files(store::Transaction& transaction, base::Ulid const& record,
                  std::set<std::string> const& stay = {});
[[nodiscard]] std::optional<StoredFile> find_file(store::Reader& reader, std::string_view sha256);

// Takes from the folder what forget_files() left. How many; none while they are being copied.
std::size_t remove_forgotten(store::Store& store, Vault const& vault);
// Bytes that no row names, a day after they came: a put that was cut off before its row. How many.
std::size_t sweep_orphans(store::Store& store, Vault const& vault, base::Instant now);

// Hashes of every file that a row names.
[[nodiscard]] std::set<std::string> named_files(store::Reader& reader);

struct FileProof {
    std::size_t files = 0;
    std::vector<base::Violation> wrong;  // field: the hash; missing, changed, of another size
};
// Reads every named file again and compares.
[[nodiscard]] FileProof verify(store::Reader& reader, Vault const& vault);

}  // namespace platform::files
