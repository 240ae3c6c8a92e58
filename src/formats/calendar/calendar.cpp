#include "formats/calendar/calendar.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <optional>

namespace formats::calendar {

namespace {

base::Violation at(YAML::Mark const& mark, std::string_view ja, std::string_view en) {
    return {fmt::format("line {}", mark.line + 1), {std::string(ja), std::string(en)}};
}

std::optional<int> digits(std::string_view text) {
    int value = 0;
    for (char const c : text) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        value = value * 10 + (c - '0');
    }
    return text.empty() || text.size() > 4 ? std::nullopt : std::optional(value);
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

std::string scalar(YAML::Node const& node, char const* name) {
    return node.IsMap() && node[name] && node[name].IsScalar() ? node[name].Scalar() : std::string();
}

OfficeHours read_hours(YAML::Node const& root, std::vector<base::Violation>& violations) {
    OfficeHours hours;
    auto const first =
        root["hours"].IsSequence() && root["hours"].size() > 0 ? root["hours"][0] : YAML::Node();
    auto const from = two_numbers(scalar(first, "from"), ':');
    auto const to = two_numbers(scalar(first, "to"), ':');
    if (!from || !to || from->first > 23 || to->first > 24 || *from >= *to || !first["days"].IsSequence()) {
        violations.push_back(
            at(root.Mark(), "hours に days・from・to がありません", "hours needs days, from and to"));
        return hours;
    }
    hours.from_minute = from->first * 60 + from->second;
    hours.to_minute = to->first * 60 + to->second;
    for (auto const& day : first["days"]) {
        auto const number = day.IsScalar() ? digits(day.Scalar()) : std::nullopt;
        if (!number || *number > 6) {
            violations.push_back(at(day.Mark(), "days は0〜6です", "days are 0 to 6"));
            continue;
        }
        hours.days.insert(*number);
    }
    for (auto const& closure : root["closed"]) {
        auto const start = two_numbers(scalar(closure, "from"), '-');
        auto const end = two_numbers(scalar(closure, "to"), '-');
        if (!start || !end) {
            violations.push_back(at(closure.Mark(), "closed は月-日です", "closed is month-day"));
            continue;
        }
        hours.closed.push_back({start->first, start->second, end->first, end->second});
    }
    if (hours.days.empty()) {
        violations.push_back(at(root.Mark(), "執務日がありません", "there is no working day"));
    }
    return hours;
}

}  // namespace

base::Parsed<std::set<base::Date>> parse_holidays(std::string_view yaml) {
    std::set<base::Date> dates;
    std::vector<base::Violation> violations;
    try {
        auto const root = YAML::Load(std::string(yaml));
        if (!root.IsMap() || !root["holidays"].IsSequence()) {
            return base::Violation{"holidays",
                                   {"holidays の一覧がありません", "there is no list of holidays"}};
        }
        for (auto const& holiday : root["holidays"]) {
            auto const date = base::parse_date(scalar(holiday, "date"));
            if (!date) {
                violations.push_back(at(holiday.Mark(), "date が日付ではありません", "date is not a date"));
                continue;
            }
            dates.insert(*date);
        }
    } catch (YAML::Exception const& error) {
        return at(error.mark, "YAML として読めません", "not readable as YAML: " + error.msg);
    }
    if (!violations.empty()) {
        return violations;
    }
    return dates;
}

base::Parsed<OfficeHours> parse_office_hours(std::string_view yaml) {
    std::vector<base::Violation> violations;
    OfficeHours hours;
    try {
        auto const root = YAML::Load(std::string(yaml));
        if (!root.IsMap()) {
            return base::Violation{"hours", {"hours がありません", "hours is missing"}};
        }
        hours = read_hours(root, violations);
    } catch (YAML::Exception const& error) {
        return at(error.mark, "YAML として読めません", "not readable as YAML: " + error.msg);
    }
    if (!violations.empty()) {
        return violations;
    }
    return hours;
}

}  // namespace formats::calendar
