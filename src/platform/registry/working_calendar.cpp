#include "platform/registry/working_calendar.h"

#include "base/problem.h"

#include <algorithm>
#include <utility>

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
                                 std::set<base::Date> holidays) {
    replace(std::move(hours), std::move(closed), std::move(holidays));
}

void WorkingCalendar::replace(OfficeHours hours, std::vector<YearlyClosure> closed,
                              std::set<base::Date> holidays) {
    BASE_ASSERT(!hours.days.empty());  // else no working day would ever come
    auto made = std::make_shared<Days const>(Days{std::move(hours), std::move(closed), std::move(holidays)});
    std::scoped_lock const lock(mutex_);
    days_ = std::move(made);
}

std::shared_ptr<WorkingCalendar::Days const> WorkingCalendar::days() const {
    std::scoped_lock const lock(mutex_);
    return days_;
}

bool WorkingCalendar::Days::are_working(base::Date date) const {
    if (!hours.days.contains(base::day_of_week(date)) || holidays.contains(date)) {
        return false;
    }
    return std::ranges::none_of(closed,
                                [&](YearlyClosure const& closure) { return falls_in(date, closure); });
}

bool WorkingCalendar::is_working_day(base::Date date) const {
    return days()->are_working(date);
}

bool WorkingCalendar::is_open(base::Instant at) const {
    auto const known = days();
    auto const date = base::date_in_japan(at);
    auto const minute =
        (at.milliseconds - base::start_of_day_in_japan(date).milliseconds) / base::milliseconds_per_minute;
    return known->are_working(date) && minute >= known->hours.from_minute && minute < known->hours.to_minute;
}

base::Instant WorkingCalendar::close_of_working_day(base::Instant at, int count) const {
    BASE_ASSERT(count >= 1);
    auto const known = days();
    auto date = base::date_in_japan(at);
    // A year holds working days in every calendar that can be constructed from real data; the bound is for
    // the others.
    for (int left = count, passed = 0; left > 0 && passed < 366; ++passed) {
        date = base::add_days(date, 1);
        left -= known->are_working(date) ? 1 : 0;
    }
    return {base::start_of_day_in_japan(date).milliseconds +
            known->hours.to_minute * base::milliseconds_per_minute};
}

}  // namespace platform::registry
