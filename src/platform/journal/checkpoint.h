#pragma once
// The heads of all chains at one moment, chained and signed. What a checkpoint says of a chain cannot be
// rewritten by who has the data folder but not the key. Thread rule: functions work on the Transaction or
// Reader they are given.

#include "base/hash.h"
#include "base/id.h"
#include "base/instant.h"
#include "platform/journal/signing.h"
#include "platform/store/store.h"

#include <boost/json/object.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platform::journal {

struct AccessHead {
    std::string node;
    std::int64_t seq = 0;
    std::string hash;  // 32 bytes
    bool operator==(AccessHead const&) const = default;
};

struct Checkpoint {
    std::int64_t seq = 0;
    base::Ulid instance;
    std::string node;  // that wrote it
    base::Instant at;
    std::int64_t journal_seq = 0;
    std::string journal_hash;
    std::vector<AccessHead> access_heads;  // by node
    std::string signing_key;               // id of the public key; empty: not signed
    std::string previous;                  // hash of the one before
    std::string hash;
    std::string signature;  // empty: not signed
    bool operator==(Checkpoint const&) const = default;
};

// Its columns in the store before the hash: what chain.h hashes and what is signed.
[[nodiscard]] store::Values columns_of(Checkpoint const& checkpoint);
// Of one row of the table; one whose access_heads cannot be read has none.
[[nodiscard]] Checkpoint to_checkpoint(store::Row const& row);
// "SELECT … FROM checkpoint " and the rest.
[[nodiscard]] std::string select_checkpoints(std::string_view rest);

// One line of the anchor file, and back; nothing when it is not one.
[[nodiscard]] boost::json::object to_json(Checkpoint const& checkpoint);
[[nodiscard]] std::optional<Checkpoint> checkpoint_from_json(std::string_view line);

[[nodiscard]] std::optional<Checkpoint> last_checkpoint(store::Reader& reader);
// Oldest first, those after `seq`.
void each_checkpoint(store::Reader& reader, std::int64_t seq,
                     std::function<void(Checkpoint const&)> const& take);

struct CheckpointRule {
    std::int64_t entries = 1000;                                     // after so many new entries …
    std::int64_t milliseconds = 10 * base::milliseconds_per_minute;  // … or so long after the last, if any
};
// Entries of all chains since the last checkpoint: is one due?
[[nodiscard]] bool is_due(store::Reader& reader, CheckpointRule const& rule, base::Instant now);

enum class Written { yes, nothing_new, key_missing };
// Writes one when anything was added since the last. Without a key where earlier ones were signed: none, or
// else who takes the key away could write what he likes.
Written write_checkpoint(store::Transaction& transaction, SigningKey const* key, std::string_view node,
                         base::Instant now);

}  // namespace platform::journal
