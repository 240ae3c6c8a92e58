#pragma once
// 朝会用 一覧: what a station took in yesterday and in the night, which times are over or end today, and what
// waits for receipt. No name of a caller and no record that only some may know of: the list is read by
// everybody in the room.

#include "base/instant.h"
#include "modules/intake/parts.h"
#include "platform/documents/document.h"

#include <cstdint>
#include <string>
#include <vector>

namespace modules::intake {

struct DayListRequest {
    base::Date date;  // of the meeting
    base::Ulid unit;  // a station or division with its sections, or one section
};

struct DayList {
    struct Record {
        std::string urgency;  // as it is spoken
        std::string number;
        std::string when;
        std::string kind;
        std::string subject;
        std::string owner;
    };
    struct Due {
        std::string number;
        std::string subject;
        std::string duty;
        std::string due;
        std::string owner;
    };
    base::Date date;
    base::Instant made_at;
    std::string unit;
    std::string officer;
    // Each at most `most_day_list_rows` long; the totals say how many there are.
    std::vector<Record> taken_in;  // the most urgent first, then by time
    std::vector<Due> overdue;
    std::vector<Due> due_today;
    std::vector<Due> to_receive;
    std::int64_t taken_in_total = 0;
    std::int64_t overdue_total = 0;
    std::int64_t due_today_total = 0;
    std::int64_t to_receive_total = 0;
    std::int64_t restricted = 0;      // readable, but not for a list
    std::vector<base::Ulid> records;  // that it shows
};

constexpr std::size_t most_day_list_rows = 300;  // of each section

[[nodiscard]] DayList day_list(platform::store::Reader& reader, platform::access::Actor const& actor,
                               DayListRequest const& request, base::Instant now);
[[nodiscard]] platform::documents::Document day_list_document(DayList const& list);

}  // namespace modules::intake
