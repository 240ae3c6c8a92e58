#pragma once
// data/clocks/*.yaml: duties with a time, their 目安 by urgency and their reminder ladder. Bytes in, structs
// out.

#include "base/parsed.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace formats::duty_rules {

struct Due {
    std::string urgency;  // normal, same_day, immediate
    std::int64_t minutes = 0;
    bool end_of_day = false;
    int working_days = 0;
};

struct Reminder {
    std::int64_t minutes = 0;  // relative to the due time
    std::string role;
};

struct Duty {
    std::string code;
    base::Words label;
    std::string basis;
    base::Words wording;
    bool reason_when_late = false;
    std::vector<Due> due;
    std::vector<Reminder> reminders;  // in order of minutes
};

// Each violation names "line N" and the reason.
[[nodiscard]] base::Parsed<std::vector<Duty>> parse(std::string_view yaml);

}  // namespace formats::duty_rules
