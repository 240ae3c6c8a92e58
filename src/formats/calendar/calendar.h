#pragma once
// data/calendar/*.yaml: national holidays, office hours and yearly closures. Bytes in, structs out.

#include "base/instant.h"
#include "base/parsed.h"

#include <set>
#include <string_view>
#include <vector>

namespace formats::calendar {

// Dates of the list; each violation names its line.
[[nodiscard]] base::Parsed<std::set<base::Date>> parse_holidays(std::string_view yaml);

struct OfficeHours {
    std::set<int> days;  // 0 = Sunday
    int from_minute = 0;
    int to_minute = 0;
    struct Closure {
        int from_month, from_day, to_month, to_day;
    };
    std::vector<Closure> closed;
};
[[nodiscard]] base::Parsed<OfficeHours> parse_office_hours(std::string_view yaml);

}  // namespace formats::calendar
