#pragma once
// How a record stands as to its 保存期間: until when it is kept, whether something holds it back, whether its
// disposal is proposed, and what the one who asks may do about it. Thread rule: functions work on the Reader
// they are given.

#include "modules/records_management/install.h"
#include "platform/access/actor.h"
#include "platform/registry/record_kinds.h"
#include "platform/registry/records.h"
#include "record/envelope.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace modules::records_management {

namespace registry = platform::registry;
namespace retention = platform::retention;
namespace store = platform::store;

struct Hold {
    std::string reason;
    base::Ulid placed_by;
    base::Instant placed_at;
};
struct Proposal {
    base::Ulid id;
    base::Ulid proposed_by;
    std::optional<base::Instant> proposed_at;
};

struct Standing {
    registry::RecordKind const* kind = nullptr;
    std::int64_t seq = 0;
    base::Ulid id;
    std::string number;
    std::string sort;  // the record's own kind: "consultation", "report" …
    bool is_closed = false;
    std::optional<base::Instant> received_at;
    std::optional<base::Instant> closed_at;
    retention::Class const* rule = nullptr;  // null: nothing says how long it is kept
    registry::Ownership ownership;
    std::optional<Hold> hold;
    std::optional<Proposal> proposal;  // the open one
    // Rights alone; whether it is possible now is what may() adds.
    bool may_hold = false;
    bool may_propose = false;
    bool may_approve = false;

    [[nodiscard]] std::optional<base::Date> kept_until() const;
    // Closed, and past the last day on which it is kept.
    [[nodiscard]] bool is_due(base::Instant now) const;
    // "hold", "release", "propose", "approve", "return": what this officer can do right now.
    [[nodiscard]] std::vector<std::string_view> may(platform::access::Actor const& actor,
                                                    base::Instant now) const;
};

enum class List : std::uint8_t { due, proposed, held };

// The record, if the actor may read it or do this to it; else Problem::not_found or forbidden.
[[nodiscard]] Standing required(store::Reader& reader, Parts const& parts,
                                platform::access::Actor const& actor, platform::access::Action action,
                                base::Ulid const& record);

// Where a page ends: closing time and seq of its last row.
struct Position {
    std::int64_t closed_at = 0;
    std::int64_t seq = 0;
};
[[nodiscard]] Position position_of(Standing const& standing);
// Those whose list the actor may read, first closed first.
[[nodiscard]] std::vector<Standing> listed(store::Reader& reader, Parts const& parts,
                                           platform::access::Actor const& actor, List list,
                                           std::optional<Position> after, std::size_t limit);
[[nodiscard]] std::int64_t count(store::Reader& reader, Parts const& parts,
                                 platform::access::Actor const& actor, List list);

}  // namespace modules::records_management
