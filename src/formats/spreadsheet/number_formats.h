#pragma once
// Which numbers of a workbook are dates, and what date they are.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace formats::spreadsheet {

enum class DateStyle : std::uint8_t { none, date, time, date_time };

// By a format code ("yyyy/m/d", 「ggge"年"m"月"d"日"」).
[[nodiscard]] DateStyle style_of_code(std::string_view code) noexcept;
// By the number of a built-in format, Japanese ones among them.
[[nodiscard]] DateStyle style_of_number(unsigned number) noexcept;

// Days since 1899-12-31 (with the 29 February 1900 that never was) or 1904-01-01 as ISO text.
[[nodiscard]] std::optional<std::string> iso_of_serial(std::string_view written, DateStyle style,
                                                       bool from_1904);

}  // namespace formats::spreadsheet
