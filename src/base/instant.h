#pragma once
// Points in time, told times, and their Japanese spelling. Inside: UTC milliseconds. Shown: +09:00, 令和 with
// ISO beside it.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

struct Instant {
    std::int64_t milliseconds = 0;  // since 1970-01-01T00:00:00Z
    auto operator<=>(Instant const&) const = default;
};

// A calendar date in Japan.
struct Date {
    int year = 1970;
    int month = 1;
    int day = 1;
    auto operator<=>(Date const&) const = default;
};

// A time as somebody told it: 「きのうの夕方」 is an interval and its wording.
struct ToldTime {
    Instant earliest;
    Instant latest;
    std::string wording;
    bool operator==(ToldTime const&) const = default;
};

// Where the time comes from; injected, so that tests need no sleep. Thread rule: now() may be called from any
// thread.
class TimeSource {
  public:
    virtual ~TimeSource() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};
class SystemTime final : public TimeSource {
  public:
    [[nodiscard]] Instant now() const override;
};

constexpr std::int64_t milliseconds_per_minute = 60'000;
constexpr std::int64_t milliseconds_per_hour = 60 * milliseconds_per_minute;
constexpr std::int64_t milliseconds_per_day = 24 * milliseconds_per_hour;

// "2026-11-22T05:02:00.000Z"
[[nodiscard]] std::string to_iso(Instant at);
// RFC 3339 with offset or Z; seconds and fraction optional. Nothing else.
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text);
[[nodiscard]] std::string to_iso(Date date);
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);  // "2026-11-22", a day that exists

[[nodiscard]] Date date_in_japan(Instant at);
[[nodiscard]] Instant start_of_day_in_japan(Date date);
[[nodiscard]] int day_of_week(Date date);  // 0 = Sunday
[[nodiscard]] Date add_days(Date date, int days);
[[nodiscard]] int calendar_year(Instant at);  // statistics, 受理番号
[[nodiscard]] int fiscal_year(Date date);     // April to March; volunteers, budgets
// 「令和8年11月22日」; 平成 and 昭和 before, ISO before 1926-12-25.
[[nodiscard]] std::string wareki(Date date);
// 「令和8年」 of a calendar year (令和元年 = 2019).
[[nodiscard]] std::string wareki_year(int year);

}  // namespace base
