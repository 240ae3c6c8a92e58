#pragma once
// UTF-8 as it comes from outside: is it valid, and how many characters (code points) are in it.

#include <cstddef>
#include <optional>
#include <string_view>

namespace base {

// Number of code points; nothing when the bytes are not valid UTF-8 (RFC 3629: no surrogates, no overlong
// forms).
[[nodiscard]] std::optional<std::size_t> count_code_points(std::string_view text) noexcept;
// The longest front part of valid UTF-8 that has at most `code_points` of them.
[[nodiscard]] std::string_view first_code_points(std::string_view text, std::size_t code_points) noexcept;

}  // namespace base
