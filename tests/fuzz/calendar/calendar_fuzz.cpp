// Holidays and office hours: any bytes give dates and hours that exist, or refusals by line; a calendar made
// of them finds its working days. The input is two files, cut at a form feed.

#include "base/problem.h"
#include "formats/calendar/calendar.h"
#include "platform/registry/working_calendar.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace registry = platform::registry;

namespace {

void check(std::vector<base::Violation> const& violations) {
    for (auto const& violation : violations) {
        BASE_ASSERT(!violation.field.empty() && violation.field != "line 0");
        BASE_ASSERT(!violation.reason.ja.empty() && !violation.reason.en.empty());
    }
}

bool is_day(int month, int day) {
    return base::parse_date(base::to_iso(base::Date{2024, month, day})).has_value();  // a leap year
}

void check(formats::calendar::OfficeHours const& hours) {
    BASE_ASSERT(!hours.days.empty() && *hours.days.begin() >= 0 && *hours.days.rbegin() <= 6);
    BASE_ASSERT(hours.from_minute >= 0 && hours.from_minute < hours.to_minute && hours.to_minute <= 24 * 60);
    for (auto const& closure : hours.closed) {
        BASE_ASSERT(is_day(closure.from_month, closure.from_day) && is_day(closure.to_month, closure.to_day));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const input(reinterpret_cast<char const*>(data), size);
    auto const cut = std::min(input.find('\f'), input.size());
    auto const holidays = formats::calendar::parse_holidays(input.substr(0, cut));
    auto const hours = formats::calendar::parse_office_hours(input.substr(std::min(cut + 1, input.size())));
    BASE_ASSERT(static_cast<bool>(holidays) != !holidays.violations().empty());
    BASE_ASSERT(static_cast<bool>(hours) != !hours.violations().empty());
    check(holidays.violations());
    check(hours.violations());
    if (!hours) {
        return 0;
    }
    check(*hours);
    std::vector<registry::YearlyClosure> closed;
    for (auto const& closure : hours->closed) {
        closed.push_back({closure.from_month, closure.from_day, closure.to_month, closure.to_day});
    }
    registry::WorkingCalendar const calendar({hours->days, hours->from_minute, hours->to_minute}, closed,
                                             holidays ? *holidays : std::set<base::Date>());
    constexpr base::Instant start{1'795'323'600'000};
    for (int count : {1, 5, 40}) {
        auto const close = calendar.close_of_working_day(start, count);
        BASE_ASSERT(close > start &&
                    close.milliseconds <= start.milliseconds + 368 * base::milliseconds_per_day);
    }
    return 0;
}
