#pragma once
// When an office is open: weekdays, hours, holidays and year-end as data. Clocks count in it.
// Thread rule: every member from any thread; replace() is seen by whoever asks next.

#include "base/instant.h"

#include <memory>
#include <mutex>
#include <set>
#include <vector>

namespace platform::registry {

struct OfficeHours {
    std::set<int> days;   // 0 = Sunday
    int from_minute = 0;  // of the day in Japan
    int to_minute = 0;
};

// Month and day, every year; the period includes both.
struct YearlyClosure {
    int from_month = 12;
    int from_day = 29;
    int to_month = 1;
    int to_day = 3;
};

class WorkingCalendar {
  public:
    WorkingCalendar(OfficeHours hours, std::vector<YearlyClosure> closed, std::set<base::Date> holidays);

    // Other days from now on, for everybody who holds this calendar.
    void replace(OfficeHours hours, std::vector<YearlyClosure> closed, std::set<base::Date> holidays);

    [[nodiscard]] bool is_working_day(base::Date date) const;
    [[nodiscard]] bool is_open(base::Instant at) const;
    // Close of office on the `count`th working day after the day of `at` (count ≥ 1).
    [[nodiscard]] base::Instant close_of_working_day(base::Instant at, int count) const;

  private:
    struct Days {
        OfficeHours hours;
        std::vector<YearlyClosure> closed;
        std::set<base::Date> holidays;

        [[nodiscard]] bool are_working(base::Date date) const;
    };
    [[nodiscard]] std::shared_ptr<Days const> days() const;

    mutable std::mutex mutex_;
    std::shared_ptr<Days const> days_;  // shared with whoever counts in them right now
};

}  // namespace platform::registry
