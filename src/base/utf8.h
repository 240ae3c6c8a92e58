#pragma once
// UTF-8 at the border: is it text we keep, what stands at a byte, and a repaired copy of what is not valid.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace base {

struct CodePoint {
    char32_t value = 0xFFFD;
    std::size_t length = 1;  // bytes; 1 for a byte that starts no valid sequence
    bool valid = false;
};

// `at` < text.size(). Overlong forms, surrogates and values above U+10FFFF are not valid.
[[nodiscard]] CodePoint decode_utf8(std::string_view text, std::size_t at) noexcept;
// One to four bytes; U+FFFD for what is no scalar value.
[[nodiscard]] std::string encode_utf8(char32_t value);
// What the store keeps: valid UTF-8 without NUL.
[[nodiscard]] bool is_storable_text(std::string_view text) noexcept;
// Every invalid byte and every NUL becomes U+FFFD.
[[nodiscard]] std::string repaired_text(std::string_view text);
// True at the start of a character and at the end of the text.
[[nodiscard]] bool is_character_boundary(std::string_view text, std::size_t at) noexcept;
// Number of code points; nothing when the bytes are not valid UTF-8.
[[nodiscard]] std::optional<std::size_t> count_code_points(std::string_view text) noexcept;
// The longest front part of valid UTF-8 that has at most `code_points` of them.
[[nodiscard]] std::string_view first_code_points(std::string_view text, std::size_t code_points) noexcept;

}  // namespace base
