#pragma once
// The parts of verify(), each of which walks its tables and adds to one proof.

#include "platform/journal/journal.h"
#include "platform/store/store.h"

namespace platform::journal {

// journal, journal_content, journal_head.
void verify_journal(store::Reader& reader, Proof& proof);
// access_log and access_log_head, one chain for each node.
void verify_access_log(store::Reader& reader, Proof& proof);
// checkpoint, what it says of the others, its signatures, and the anchor file.
void verify_checkpoints(store::Reader& reader, ProofOptions const& options, Proof& proof);

// Columns before the hash, and bytes of a column that may have been made something else.
[[nodiscard]] store::Values first_columns(store::Row const& row, std::size_t count);
[[nodiscard]] std::string bytes_in(store::Row const& row, std::size_t column);

}  // namespace platform::journal
