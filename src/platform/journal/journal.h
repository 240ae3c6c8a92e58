#pragma once
// The append-only account of every change, and of reads of personal data. Numbered without gaps, each entry
// chained to the one before. Thread rule: functions work on the Transaction or Reader they are given.

#include "base/id.h"
#include "base/instant.h"
#include "platform/journal/findings.h"
#include "platform/journal/signing.h"
#include "platform/store/store.h"

#include <boost/json/object.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platform::journal {

// Who did something: both empty for the program itself (migration, import from the command line).
struct Author {
    std::optional<base::Ulid> staff;
    std::optional<base::Ulid> unit;
};

struct Entry {
    base::Instant at;
    Author author;
    std::string action;       // "create", "update", "decide", "hand_over", "import" …
    std::string record_kind;  // schema name
    std::optional<base::Ulid> record_id;
    std::int64_t record_version = 0;
    boost::json::object content;  // full after-image, and what changed; may hold personal data
};

// Writes the entry, its content and the new chain head; returns its number (1, 2, 3 …).
std::int64_t append(store::Transaction& transaction, Entry const& entry);

struct AccessEntry {
    base::Instant at;
    Author author;
    std::string action;   // "read", "search", "look_up", "blind_hit" …
    std::string purpose;  // why, in the reader's words or the screen's name
    std::string record_kind;
    std::optional<base::Ulid> record_id;
    std::string detail;  // ids only, never content
};
// One chain per node: `node` names this machine.
void log_access(store::Transaction& transaction, std::string_view node, AccessEntry const& entry);

// One row of the journal without its content, for screens and followers.
struct Row {
    std::int64_t seq = 0;
    base::Instant at;
    Author author;
    std::string action;
    std::string record_kind;
    std::optional<base::Ulid> record_id;
    std::int64_t record_version = 0;
};
// Entries after `seq`, oldest first, at most `limit`.
[[nodiscard]] std::vector<Row> entries_after(store::Reader& reader, std::int64_t seq, std::size_t limit);
// Entries of one record, oldest first.
[[nodiscard]] std::vector<Row> entries_of(store::Reader& reader, base::Ulid const& record);
// The stored content; empty when it was lawfully deleted.
[[nodiscard]] std::optional<boost::json::object> content_of(store::Reader& reader, std::int64_t seq);
[[nodiscard]] std::int64_t head(store::Reader& reader);

struct ProofOptions {
    std::vector<PublicKey> keys;   // that checkpoints may be signed by; none: signatures are not looked at
    std::filesystem::path anchor;  // empty: not compared
};
struct Proof {
    std::int64_t entries = 0;   // journal entries whose chain holds
    std::int64_t contents = 0;  // of these, how many contents were compared with their digest
    std::int64_t disposed = 0;  // contents that are gone, and a disposal says so
    std::int64_t access_entries = 0;
    std::int64_t checkpoints = 0;  // whose chain holds
    std::int64_t signatures = 0;   // of these, how many are signed by a key that was named
    std::int64_t anchored = 0;     // lines of the anchor file that agree with the store
    Findings findings;             // empty: everything proved
};
// Walks every table whose name holds "journal" or "access_log", and the checkpoints, from the first entry:
// numbering, chain, digests, heads, signatures, anchor file. Problem::unavailable when that cannot be read.
[[nodiscard]] Proof verify(store::Reader& reader, ProofOptions const& options = {});

}  // namespace platform::journal
