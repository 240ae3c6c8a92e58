#include "formats/calendar/calendar.h"

#include "formats/yaml/tree.h"

#include <optional>
#include <string>
#include <utility>

namespace formats::calendar {

namespace {

constexpr yaml::Limits limits{.largest = std::size_t{256} * 1024};

std::optional<int> digits(std::string_view text) {
    if (text.empty() || text.size() > 4) {
        return std::nullopt;
    }
    int value = 0;
    for (char const c : text) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        value = value * 10 + (c - '0');
    }
    return value;
}

// "08:30" with ':' or "12-29" with '-': both numbers.
std::optional<std::pair<int, int>> two_numbers(std::string_view text, char between) {
    auto const middle = text.find(between);
    if (middle == std::string_view::npos) {
        return std::nullopt;
    }
    auto const first = digits(text.substr(0, middle));
    auto const second = digits(text.substr(middle + 1));
    return first && second ? std::optional(std::pair(*first, *second)) : std::nullopt;
}

std::string_view scalar(yaml::Node const& node, std::string_view name) {
    auto const* member = node.find(name);
    return member != nullptr && member->is_text() ? std::string_view(member->scalar) : std::string_view();
}

// "08:30" as minutes of the day; "24:00" is its end.
std::optional<int> minute_of_day(std::string_view text) {
    auto const time = two_numbers(text, ':');
    if (!time || time->second > 59) {
        return std::nullopt;
    }
    int const minute = time->first * 60 + time->second;
    return minute <= 24 * 60 ? std::optional(minute) : std::nullopt;
}

// A day of some year: 02-29 is one, 02-30 is none.
std::optional<std::pair<int, int>> day_of_year(std::string_view text) {
    auto const day = two_numbers(text, '-');
    constexpr int leap_year = 2024;
    return day && base::parse_date(base::to_iso({leap_year, day->first, day->second})) ? day : std::nullopt;
}

class HoursReader {
  public:
    std::vector<base::Violation> violations;

    OfficeHours read(yaml::Node const& root) {
        OfficeHours hours;
        auto const* list = root.find("hours");
        if (list == nullptr || list->items.size() != 1) {
            refuse(list == nullptr ? root : *list, "hours には時間帯を一つだけ書いてください",
                   "hours needs exactly one entry");
            return hours;
        }
        read_times(list->items[0], hours);
        read_closures(root, hours);
        return hours;
    }

  private:
    void refuse(yaml::Node const& node, std::string_view ja, std::string_view en) {
        violations.push_back(yaml::at_line(node.line, ja, en));
    }

    void read_times(yaml::Node const& entry, OfficeHours& hours) {
        auto const from = minute_of_day(scalar(entry, "from"));
        auto const to = minute_of_day(scalar(entry, "to"));
        auto const* days = entry.find("days");
        if (!from || !to || *from >= *to || days == nullptr || !days->is_list()) {
            refuse(entry, "hours に days・from・to がありません", "hours needs days, from and to");
            return;
        }
        hours.from_minute = *from;
        hours.to_minute = *to;
        for (auto const& day : days->items) {
            auto const number = digits(day.scalar);
            if (!number || *number > 6) {
                refuse(day, "days は0〜6です", "days are 0 to 6");
                continue;
            }
            hours.days.insert(*number);
        }
        if (hours.days.empty()) {
            refuse(*days, "執務日がありません", "there is no working day");
        }
    }

    void read_closures(yaml::Node const& root, OfficeHours& hours) {
        auto const* closed = root.find("closed");
        if (closed == nullptr || closed->is_null) {
            return;
        }
        if (!closed->is_list()) {
            refuse(*closed, "closed は一覧です", "closed is a list");
            return;
        }
        for (auto const& closure : closed->items) {
            auto const start = day_of_year(scalar(closure, "from"));
            auto const end = day_of_year(scalar(closure, "to"));
            if (!start || !end) {
                refuse(closure, "closed は月-日です", "closed is month-day");
                continue;
            }
            hours.closed.push_back({start->first, start->second, end->first, end->second});
        }
    }
};

}  // namespace

base::Parsed<std::set<base::Date>> parse_holidays(std::string_view yaml) {
    auto const root = yaml::read(yaml, limits);
    if (!root) {
        return root.violations();
    }
    auto const* list = root->find("holidays");
    if (list == nullptr || !list->is_list()) {
        return base::Violation{"holidays", {"holidays の一覧がありません", "there is no list of holidays"}};
    }
    std::set<base::Date> dates;
    std::vector<base::Violation> violations;
    for (auto const& holiday : list->items) {
        if (auto const date = base::parse_date(scalar(holiday, "date"))) {
            dates.insert(*date);
        } else {
            violations.push_back(
                yaml::at_line(holiday.line, "date が日付ではありません", "date is not a date"));
        }
    }
    if (!violations.empty()) {
        return violations;
    }
    return dates;
}

base::Parsed<OfficeHours> parse_office_hours(std::string_view yaml) {
    auto const root = yaml::read(yaml, limits);
    if (!root) {
        return root.violations();
    }
    HoursReader reader;
    auto hours = reader.read(*root);
    if (!reader.violations.empty()) {
        return std::move(reader.violations);
    }
    return hours;
}

}  // namespace formats::calendar
