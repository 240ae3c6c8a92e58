#pragma once
// A snapshot of all records, and the files beside them, into an encrypted archive, and out of one.

#include "base/instant.h"
#include "platform/transfer/archive.h"
#include "platform/transfer/records.h"
#include "platform/transfer/sealed_stream.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platform::transfer {

// What a backup says about itself, readable without its key.
struct BackupFacts {
    std::string instance;
    int schema = 0;
    base::Instant created;
    std::optional<base::Instant> expires;
    std::int64_t journal = 0;  // the last entry in it
    std::string journal_hash;  // hexadecimal
    std::string key;           // name of the key that opens it
};
[[nodiscard]] std::string spell(BackupFacts const& facts);
// Problem::invalid when the header is not one of ours.
[[nodiscard]] BackupFacts parse_facts(std::string_view header);
// What may be told of a key: it says which key it was, and nothing about it.
[[nodiscard]] std::string name_of_key(std::string_view key);

// A new key as the text of its file, and back. Problem::invalid when the text is no key.
[[nodiscard]] std::string new_key_text();
[[nodiscard]] std::string parse_key(std::string_view text);

// A file beside the records, opened when its turn comes.
struct KeptFile {
    std::string path;
    std::function<Source()> open;
};
// The records as the reader sees them, then the files that `files` names then. What each table holds.
std::vector<TableSum> write_backup(store::Reader& reader, BackupFacts const& facts, std::string_view key,
                                   Sink const& sink, std::function<std::vector<KeptFile>()> const& files,
                                   Progress const& progress);

// Where the files of a backup go.
class FileTaker {
  public:
    virtual ~FileTaker() = default;
    virtual void begin(std::string const& path) = 0;
    virtual void bytes(std::string_view bytes) = 0;
    virtual void end() = 0;
};
// `source`: from the file's beginning. Reads the backup to its end, fills the empty store, reads it again,
// and proves its journal. Problem when anything does not agree; then nothing of the transaction may be kept.
std::vector<TableSum> restore_records(Source const& source, std::string_view key, store::Transaction& into,
                                      FileTaker& files, Progress const& progress);
// The chain holds and ends where the backup says. Of an older schema only after the store was migrated, since
// the proof reads today's tables.
void prove_journal(store::Reader& reader, BackupFacts const& facts);
// As restore_records, without a store: every byte is opened and every digest compared.
std::vector<TableSum> check_backup(Source const& source, std::string_view key);

}  // namespace platform::transfer
