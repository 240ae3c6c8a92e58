#pragma once
// What waits for an actor: the lists of 担当業務 as conditions that are counted and paged, and the inbox
// ranked over all that is open. Every condition carries the actor's rights.

#include "modules/intake/parts.h"
#include "platform/registry/records.h"
#include "record/enum_values.h"

#include <boost/describe/enum.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace modules::intake {

// The last moment of today in Japan, which parts 本日 from 明日以降.
[[nodiscard]] base::Instant end_of_today(base::Instant now);

// Of a referral that is not answered, returned or withdrawn, as SQL.
inline constexpr std::string_view open_referral_states = "('unapproved', 'flash', 'sent', 'received')";

BOOST_DEFINE_ENUM_CLASS(WorkList, mine, clocks, overdue, today, receipts, approvals)
consteval auto enum_labels(WorkList) {
    return record::labels<WorkList>({{WorkList::mine, "担当", "Mine"},
                                     {WorkList::clocks, "進行中の期限", "Open clocks"},
                                     {WorkList::overdue, "期限超過", "Overdue"},
                                     {WorkList::today, "本日期限", "Due today"},
                                     {WorkList::receipts, "受領待ち", "To receive"},
                                     {WorkList::approvals, "決裁待ち", "To approve"}});
}

struct Waiting {
    record::Schema const& schema;  // consultation, clock or referral
    std::vector<platform::registry::Condition> conditions;
    std::string_view sort;  // as in read_page: "-received_at"
};
[[nodiscard]] Waiting waiting(platform::store::Reader& reader, platform::access::Actor const& actor,
                              WorkList list, base::Instant now);

// Columns of the inbox, by the clock that presses most: the receiving unit's own, else the record's.
enum class InboxColumn : std::uint8_t { overdue, today, later };
constexpr std::size_t inbox_columns = 3;

struct InboxEntry {
    base::Ulid referral;
    std::optional<base::Ulid> clock;
};
struct Inbox {
    std::array<std::int64_t, inbox_columns> counts{};
    std::int64_t to_receive = 0;
    std::vector<InboxEntry> entries;  // in order of columns and due times
};
// The first of each column, at most as many as asked for it, and the ten that came last.
[[nodiscard]] Inbox inbox(platform::store::Reader& reader, platform::access::Actor const& actor,
                          std::array<std::int64_t, inbox_columns> const& most, base::Instant now);

}  // namespace modules::intake
