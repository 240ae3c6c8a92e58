#pragma once
// Characters that turn the direction of writing and so make a text look like another one.

#include <string>
#include <string_view>

namespace formats::text {

// U+202A to U+202E, U+2066 to U+2069, U+200E, U+200F, U+061C.
[[nodiscard]] constexpr bool turns_direction(char32_t point) noexcept {
    return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069) || point == 0x200E ||
           point == 0x200F || point == 0x061C;
}

// "〔U+202E〕" in place of each: what is read is in the order in which it was written.
[[nodiscard]] std::string directions_shown(std::string_view utf8);

// The same also for control characters, so that a name stays one line of what is printed.
[[nodiscard]] std::string one_line_shown(std::string_view utf8);

}  // namespace formats::text
