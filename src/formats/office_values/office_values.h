#pragma once
// Values as Japanese offices write them in cells: 令和 and ISO dates with times, yen with commas and
// full-width digits, telephone numbers. A value or nothing: what it means is for who asks.

#include "base/instant.h"
#include "base/money.h"

#include <optional>
#include <string>
#include <string_view>

namespace formats::office_values {

// 「令和7年10月3日」「R7.10.3」「2025/10/3」「20251003」「2025-10-03」, also full width, with a weekday
// behind it. A date without a year gives nothing.
[[nodiscard]] std::optional<base::Date> read_date(std::string_view text);

// A date with, where it is there, a time: 「令和7年10月3日 午後2時30分頃」 "2025/10/3 14:30:05". Without a
// time the interval is the day, with hours the hour, with minutes the minute, with seconds the second.
// Japanese time unless an offset is written. `wording` is the text itself.
[[nodiscard]] std::optional<base::ToldTime> read_told_time(std::string_view text);

// 「1,234,567円」「￥１２，３４５」「-500」「30万円」「1億2,000万円」「△1,200」: yen. Other currencies only
// by code or sign with their own minor units ("12.50 USD", "$12.50").
[[nodiscard]] std::optional<base::Money> read_money(std::string_view text);

// Digits with a leading 0 or +, as dialled, hyphens and brackets removed: "0222217171", "+81222217171".
[[nodiscard]] std::optional<std::string> read_phone(std::string_view text);

// A row of digits (account number, code): full width made narrow, spaces and hyphens removed.
[[nodiscard]] std::optional<std::string> read_digits(std::string_view text);

}  // namespace formats::office_values
