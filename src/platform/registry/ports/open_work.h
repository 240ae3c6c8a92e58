#pragma once
// Port: what stands open with a person or with units, and its passing on. Asked by the organisation module
// before a transfer or a merger, implemented by intake. Of a record it tells its number and state, never its
// content: who administers the organisation reads no cases.

#include "base/id.h"
#include "base/instant.h"
#include "base/problem.h"
#include "platform/journal/journal.h"
#include "platform/store/store.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace platform::registry {

struct OpenRecord {
    base::Ulid id;
    std::string kind;
    std::string number;
    base::Words status;
    base::Ulid unit;  // that leads it
    std::optional<base::Instant> due_at;
    base::Words due_label;
};

struct OpenWorkCount {
    std::int64_t records = 0;
    std::int64_t clocks = 0;
    std::int64_t referrals = 0;  // to receive or to answer
    std::int64_t drafts = 0;
};

struct OpenWork {
    OpenWorkCount count;
    std::vector<OpenRecord> records;  // the first of them, the most pressing before the others
};

// A unit, and what takes over from it.
struct Succession {
    base::Ulid from;
    base::Ulid to;
};

// Why leads change, for each record's own account: who decided it and when, which may be long before.
struct LeadChange {
    journal::Author author;
    base::Instant at;
    std::string action;  // in the journal: "merge_lead", "unmerge_lead", "succeed_lead"
    base::Ulid merger = {};
    std::string reason = {};
    base::Ulid decided_by = {};
    std::optional<base::Instant> decided_at = std::nullopt;
};

class OpenWorkKeeper {
  public:
    virtual ~OpenWorkKeeper() = default;
    // What the person has in hand: took in or was given, and is not closed.
    [[nodiscard]] virtual OpenWork of_person(store::Reader& reader, base::Ulid const& staff,
                                             std::size_t most) const = 0;
    // What these units lead, owe or are to receive.
    [[nodiscard]] virtual OpenWork of_units(store::Reader& reader, std::span<base::Ulid const> units,
                                            std::size_t most) const = 0;
    // A colleague has them in hand from now on; the leading unit stays. Returns how many.
    virtual std::int64_t pass_to_colleague(store::Transaction& transaction, base::Ulid const& from,
                                           base::Ulid const& to, journal::Author const& author,
                                           base::Instant at) const = 0;
    // Open records that a unit leads are led by its successor from now on, and drafts stand there. Closed
    // records keep the old name. Returns how many records.
    virtual std::int64_t carry_leads(store::Transaction& transaction, std::span<Succession const> successions,
                                     LeadChange const& change) const = 0;
    // The same undone, for records that nobody touched since.
    virtual std::int64_t give_back_leads(store::Transaction& transaction,
                                         std::span<Succession const> successions,
                                         LeadChange const& change) const = 0;
    // Whether anything was recorded under these units after `since` (at all, where it is empty).
    [[nodiscard]] virtual bool recorded_under(store::Reader& reader, std::span<base::Ulid const> units,
                                              std::optional<base::Instant> const& since) const = 0;
};

}  // namespace platform::registry
