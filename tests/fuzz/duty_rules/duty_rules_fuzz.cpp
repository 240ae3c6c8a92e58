// Duties with a time: any bytes give rules or refusals by line; clocks of what is accepted can be started and
// their ladders climbed to the end.

#include "base/problem.h"
#include "formats/duty_rules/duty_rules.h"
#include "platform/registry/duties.h"
#include "platform/registry/working_calendar.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace registry = platform::registry;

namespace {

constexpr base::Instant start{1'795'323'600'000};  // 2026-11-22T05:00:00Z, a Sunday before a holiday

void climb(registry::Duties const& duties, formats::duty_rules::Duty const& duty,
           formats::duty_rules::Due const& due) {
    auto clock = duties.clock_for(duty.code, due.urgency, start);
    BASE_ASSERT(clock && clock->due_at && clock->duty == duty.code);
    BASE_ASSERT(*clock->due_at >= start);
    std::size_t steps = 0;
    while (clock->next_reminder_at) {
        BASE_ASSERT(*clock->next_reminder_at > start && ++steps <= duty.reminders.size());
        auto const sent = clock->reminders_sent;
        clock = duties.reminded(*clock, *clock->next_reminder_at);
        BASE_ASSERT(clock->reminders_sent > sent);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const rules = formats::duty_rules::parse({reinterpret_cast<char const*>(data), size});
    BASE_ASSERT(static_cast<bool>(rules) != !rules.violations().empty());
    for (auto const& violation : rules.violations()) {
        BASE_ASSERT(!violation.field.empty() && violation.field != "line 0");
        BASE_ASSERT(!violation.reason.ja.empty() && !violation.reason.en.empty());
    }
    if (!rules) {
        return 0;
    }
    static registry::WorkingCalendar const calendar({{1, 2, 3, 4, 5}, 510, 1035}, {{12, 29, 1, 3}},
                                                    {{2026, 11, 23}});
    registry::Duties const duties(*rules, calendar);
    for (auto const& duty : *rules) {
        BASE_ASSERT(!duty.code.empty() && !duty.due.empty());
        BASE_ASSERT(std::ranges::is_sorted(duty.reminders, {}, &formats::duty_rules::Reminder::minutes));
        for (auto const& due : duty.due) {
            climb(duties, duty, due);
        }
    }
    return 0;
}
