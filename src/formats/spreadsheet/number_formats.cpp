#include "formats/spreadsheet/number_formats.h"

#include "base/instant.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace formats::spreadsheet {

namespace {

constexpr double last_serial = 2'958'466;  // 9999-12-31
constexpr std::int64_t seconds_per_day = 86'400;

DateStyle style_of(bool date, bool time) noexcept {
    if (date && time) {
        return DateStyle::date_time;
    }
    return date ? DateStyle::date : time ? DateStyle::time : DateStyle::none;
}

}  // namespace

DateStyle style_of_code(std::string_view code) noexcept {
    bool date = false;
    bool time = false;
    bool month_or_minute = false;
    for (std::size_t at = 0; at < code.size(); ++at) {
        char const c = code[at];
        if (c == '"') {
            auto const end = code.find('"', at + 1);
            at = end == std::string_view::npos ? code.size() : end;
        } else if (c == '\\' || c == '_' || c == '*') {
            ++at;
        } else if (c == '[') {
            auto const end = code.find(']', at);
            auto const inside = code.substr(at + 1, end == std::string_view::npos ? 0 : end - at - 1);
            time = time || inside.find_first_not_of("hHmMsS") == std::string_view::npos;
            at = end == std::string_view::npos ? code.size() : end;
        } else if (c == ';') {
            break;  // what follows is for negative numbers and texts
        } else if (c == 'y' || c == 'Y' || c == 'd' || c == 'D' || c == 'g' || c == 'e') {
            // "General" and "0.00E+00" hold such letters too.
            bool const general = c == 'e' && at > 0 && (code[at - 1] == 'G' || code[at - 1] == 'n');
            date = date || !general;
        } else if (c == 'h' || c == 'H' || c == 's' || c == 'S') {
            time = true;
        } else if (c == 'm' || c == 'M') {
            month_or_minute = true;
        }
    }
    return style_of(date || (month_or_minute && !time), time);
}

DateStyle style_of_number(unsigned number) noexcept {
    if ((number >= 14 && number <= 17) || (number >= 27 && number <= 31) || number == 36 ||
        (number >= 50 && number <= 58)) {
        return DateStyle::date;
    }
    if ((number >= 18 && number <= 21) || (number >= 32 && number <= 35) || (number >= 45 && number <= 47)) {
        return DateStyle::time;
    }
    return number == 22 ? DateStyle::date_time : DateStyle::none;
}

std::optional<std::string> iso_of_serial(std::string_view written, DateStyle style, bool from_1904) {
    double serial = 0;
    auto const [end, error] = std::from_chars(written.data(), written.data() + written.size(), serial);
    if (error != std::errc() || end != written.data() + written.size() || !std::isfinite(serial) ||
        serial < 0 || serial >= last_serial) {
        return std::nullopt;
    }
    auto const seconds = std::llround(serial * static_cast<double>(seconds_per_day));
    auto days = seconds / seconds_per_day;
    auto const of_day = seconds % seconds_per_day;
    auto const time = fmt::format("{:02}:{:02}:{:02}", of_day / 3'600, of_day / 60 % 60, of_day % 60);
    if (style == DateStyle::time && days == 0) {
        return time;
    }
    if (!from_1904 && days < 1) {
        return std::nullopt;
    }
    days -= !from_1904 && days > 60 ? 1 : 0;  // 1900 was no leap year, but is one here
    auto const first = from_1904 ? base::Date{1904, 1, 1} : base::Date{1899, 12, 31};
    auto const date = base::to_iso(base::add_days(first, static_cast<int>(days)));
    bool const whole = style == DateStyle::date && of_day == 0;
    return whole ? date : date + "T" + time;
}

}  // namespace formats::spreadsheet
