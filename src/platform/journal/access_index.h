#pragma once
// Which entries of access_log name a record: table access_log_record, made from the entries, so that it can
// be made anew and proved. Reads of personal data do not wait for it; whoever asks brings it up to date
// first. Thread rule: functions work on the Store, Transaction or Reader they are given.

#include "platform/journal/journal.h"
#include "platform/store/store.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace platform::journal {

// The records that an entry names: its own and those of its detail, each once, sorted.
[[nodiscard]] std::vector<base::Ulid> records_named(std::optional<base::Ulid> const& record,
                                                    std::string_view detail);

// Takes up every entry written before the call, in small transactions, so that nobody's save waits long.
void index_reads(store::Store& store);

// Compares the table with the entries up to where it was made; findings name the entry.
void verify_access_index(store::Reader& reader, Proof& proof);

}  // namespace platform::journal
