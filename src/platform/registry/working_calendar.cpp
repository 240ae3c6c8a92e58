#include "platform/registry/working_calendar.h"

#include "base/problem.h"

namespace platform::registry {

namespace {

bool falls_in(base::Date date, YearlyClosure const& closure) {
    int const day = date.month * 100 + date.day;
    int const from = closure.from_month * 100 + closure.from_day;
    int const to = closure.to_month * 100 + closure.to_day;
    return from <= to ? day >= from && day <= to : day >= from || day <= to;  // over the turn of the year
}

}  // namespace

WorkingCalendar::WorkingCalendar(OfficeHours hours, std::vector<YearlyClosure> closed,
                                 std::set<base::Date> holidays)
    : hours_(std::move(hours)), closed_(std::move(closed)), holidays_(std::move(holidays)) {
    BASE_ASSERT(!hours_.days.empty());  // else no working day would ever come
}

bool WorkingCalendar::is_working_day(base::Date date) const {
    if (!hours_.days.contains(base::day_of_week(date)) || holidays_.contains(date)) {
        return false;
    }
    for (auto const& closure : closed_) {
        if (falls_in(date, closure)) {
            return false;
        }
    }
    return true;
}

bool WorkingCalendar::is_open(base::Instant at) const {
    auto const date = base::date_in_japan(at);
    auto const minute =
        (at.milliseconds - base::start_of_day_in_japan(date).milliseconds) / base::milliseconds_per_minute;
    return is_working_day(date) && minute >= hours_.from_minute && minute < hours_.to_minute;
}

base::Instant WorkingCalendar::close_of_working_day(base::Instant at, int count) const {
    BASE_ASSERT(count >= 1);
    auto date = base::date_in_japan(at);
    // A year holds working days in every calendar that can be constructed from real data; the bound is for
    // the others.
    for (int left = count, days = 0; left > 0 && days < 366; ++days) {
        date = base::add_days(date, 1);
        left -= is_working_day(date) ? 1 : 0;
    }
    return {base::start_of_day_in_japan(date).milliseconds +
            hours_.to_minute * base::milliseconds_per_minute};
}

}  // namespace platform::registry
