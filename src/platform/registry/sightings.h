#pragma once
// Observables and where they stood: the record set in which intake, cases, patrol and feeds meet.
// Thread rule: functions work on the Transaction or Reader they are given.

#include "base/id.h"
#include "base/instant.h"
#include "platform/store/store.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace platform::registry {

// A value as the store knows it: a card number is "hmac:…:1881", a bank account has no holder.
struct ObservableKey {
    std::string type;
    std::string value;
    auto operator<=>(ObservableKey const&) const = default;
};

// One observable found in one field of a record.
struct Seen {
    ObservableKey key;
    std::string field;
    std::string as_written;
    std::size_t start = 0;  // half-open byte offsets into the field
    std::size_t end = 0;
    std::string role;      // subject, victim, third_party
    bool derived = false;  // the host of an address, not written by itself
    bool unverified = false;
};

struct Sighting {
    std::int64_t seq = 0;
    base::Ulid id;
    std::int64_t observable = 0;  // its seq
    base::Ulid record_id;
    std::string record_kind;
    bool role_decided = false;  // a person set the role
    Seen seen;
};

// The seq of each observable, in the order of the keys; made where it is new.
[[nodiscard]] std::vector<std::int64_t> observable_seqs(store::Transaction& transaction,
                                                        std::vector<ObservableKey> const& keys);

// Makes the record's sightings exactly `seen`; what stays keeps its id and a role that a person decided.
void write_sightings(store::Transaction& transaction, std::string_view record_kind, base::Ulid const& record,
                     std::vector<Seen> const& seen, base::Instant at);

[[nodiscard]] std::vector<Sighting> sightings_of(store::Reader& reader, base::Ulid const& record);

// A person says whose it is; the same observable's derived host follows.
void decide_role(store::Transaction& transaction, base::Ulid const& sighting, std::string_view role,
                 base::Ulid const& by);

}  // namespace platform::registry
