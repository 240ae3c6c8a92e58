#include "base/instant.h"

#include <fmt/format.h>

#include <chrono>

namespace base {

namespace {

namespace chrono = std::chrono;
constexpr std::int64_t japan_offset = 9 * milliseconds_per_hour;

struct Era {
    std::string_view name;
    Date from;
    int first_year;
};
constexpr Era eras[] = {
    {"令和", {2019, 5, 1}, 2019}, {"平成", {1989, 1, 8}, 1989}, {"昭和", {1926, 12, 25}, 1926}};

constexpr chrono::sys_days to_days(Date date) {
    return chrono::sys_days(chrono::year(date.year) / chrono::month(static_cast<unsigned>(date.month)) /
                            chrono::day(static_cast<unsigned>(date.day)));
}

Date from_days(chrono::sys_days days) {
    chrono::year_month_day const ymd(days);
    return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
            static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

std::int64_t floor_days(std::int64_t milliseconds) {
    auto const whole = milliseconds / milliseconds_per_day;
    return milliseconds % milliseconds_per_day < 0 ? whole - 1 : whole;
}

constexpr Instant first_instant{to_days({0, 1, 1}).time_since_epoch().count() * milliseconds_per_day};
constexpr Instant end_of_instants{to_days({10'000, 1, 1}).time_since_epoch().count() * milliseconds_per_day};

// Exactly `count` digits at the front; takes them off.
std::optional<int> take_digits(std::string_view& text, std::size_t count) {
    if (text.size() < count) {
        return std::nullopt;
    }
    int value = 0;
    for (char const c : text.substr(0, count)) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(count);
    return value;
}

bool take(std::string_view& text, char c) {
    if (text.empty() || text.front() != c) {
        return false;
    }
    text.remove_prefix(1);
    return true;
}

std::optional<Date> take_date(std::string_view& text) {
    auto const year = take_digits(text, 4);
    if (!year || !take(text, '-')) {
        return std::nullopt;
    }
    auto const month = take_digits(text, 2);
    if (!month || !take(text, '-')) {
        return std::nullopt;
    }
    auto const day = take_digits(text, 2);
    if (!day || *month < 1 || *month > 12 || *day < 1) {
        return std::nullopt;
    }
    auto const ymd = chrono::year(*year) / chrono::month(static_cast<unsigned>(*month)) /
                     chrono::day(static_cast<unsigned>(*day));
    if (!ymd.ok()) {
        return std::nullopt;
    }
    return Date{*year, *month, *day};
}

// ":SS" and ".fraction", both optional: milliseconds.
std::optional<std::int64_t> take_seconds(std::string_view& text) {
    if (!take(text, ':')) {
        return 0;
    }
    auto const seconds = take_digits(text, 2);
    if (!seconds || *seconds > 59) {
        return std::nullopt;
    }
    std::int64_t milliseconds = *seconds * 1000;
    if (take(text, '.')) {
        std::int64_t scale = 100;
        std::size_t digits = 0;
        while (!text.empty() && text.front() >= '0' && text.front() <= '9' && digits < 9) {
            milliseconds += (text.front() - '0') * scale;
            scale /= 10;
            ++digits;
            text.remove_prefix(1);
        }
        if (digits == 0) {
            return std::nullopt;
        }
    }
    return milliseconds;
}

// "Z" or "+09:00": milliseconds east of UTC.
std::optional<std::int64_t> take_offset(std::string_view& text) {
    if (take(text, 'Z') || take(text, 'z')) {
        return 0;
    }
    std::int64_t const sign = !text.empty() && text.front() == '-' ? -1 : 1;
    if (!take(text, '+') && !take(text, '-')) {
        return std::nullopt;
    }
    auto const hours = take_digits(text, 2);
    if (!hours || *hours > 23 || !take(text, ':')) {
        return std::nullopt;
    }
    auto const minutes = take_digits(text, 2);
    if (!minutes || *minutes > 59) {
        return std::nullopt;
    }
    return sign * (*hours * milliseconds_per_hour + *minutes * milliseconds_per_minute);
}

}  // namespace

Instant SystemTime::now() const {
    auto const now = chrono::system_clock::now().time_since_epoch();
    return {chrono::duration_cast<chrono::milliseconds>(now).count()};
}

std::string to_iso(Instant at) {
    auto const days = floor_days(at.milliseconds);
    auto const rest = at.milliseconds - days * milliseconds_per_day;
    auto const date = from_days(chrono::sys_days(chrono::days(days)));
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", date.year, date.month, date.day,
                       rest / milliseconds_per_hour, rest / milliseconds_per_minute % 60, rest / 1000 % 60,
                       rest % 1000);
}

std::optional<Instant> parse_instant(std::string_view text) {
    auto const date = take_date(text);
    if (!date || (!take(text, 'T') && !take(text, 't') && !take(text, ' '))) {
        return std::nullopt;
    }
    auto const hour = take_digits(text, 2);
    if (!hour || *hour > 23 || !take(text, ':')) {
        return std::nullopt;
    }
    auto const minute = take_digits(text, 2);
    if (!minute || *minute > 59) {
        return std::nullopt;
    }
    auto const seconds = take_seconds(text);
    auto const offset = seconds ? take_offset(text) : std::nullopt;
    if (!offset || !text.empty()) {
        return std::nullopt;
    }
    auto const days = to_days(*date).time_since_epoch().count();
    Instant const at{days * milliseconds_per_day + *hour * milliseconds_per_hour +
                     *minute * milliseconds_per_minute + *seconds - *offset};
    // An offset can lead out of the years that four digits write.
    return at >= first_instant && at < end_of_instants ? std::optional(at) : std::nullopt;
}

std::string to_iso(Date date) {
    return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::optional<Date> parse_date(std::string_view text) {
    auto const date = take_date(text);
    return text.empty() ? date : std::nullopt;
}

Date date_in_japan(Instant at) {
    return from_days(chrono::sys_days(chrono::days(floor_days(at.milliseconds + japan_offset))));
}

Instant start_of_day_in_japan(Date date) {
    return {to_days(date).time_since_epoch().count() * milliseconds_per_day - japan_offset};
}

int day_of_week(Date date) {
    return static_cast<int>(chrono::weekday(to_days(date)).c_encoding());
}

Date add_days(Date date, int days) {
    return from_days(to_days(date) + chrono::days(days));
}

int calendar_year(Instant at) {
    return date_in_japan(at).year;
}

int fiscal_year(Date date) {
    return date.month >= 4 ? date.year : date.year - 1;
}

std::string wareki_year(int year) {
    for (auto const& era : eras) {
        if (year >= era.first_year) {
            int const n = year - era.first_year + 1;
            return n == 1 ? fmt::format("{}元年", era.name) : fmt::format("{}{}年", era.name, n);
        }
    }
    return fmt::format("{}年", year);
}

std::string wareki(Date date) {
    for (auto const& era : eras) {
        if (date >= era.from) {
            int const n = date.year - era.first_year + 1;
            auto const year = n == 1 ? std::string("元") : fmt::format("{}", n);
            return fmt::format("{}{}年{}月{}日", era.name, year, date.month, date.day);
        }
    }
    return to_iso(date);
}

}  // namespace base
