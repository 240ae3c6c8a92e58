#pragma once
// Says whether bytes are UTF-8 and, where they are not, which encoding of Japanese offices they most likely
// are in.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace formats::text {

enum class Encoding { utf8, utf16_le, utf16_be, utf32_le, utf32_be, shift_jis, euc_jp, iso_2022_jp, unknown };

// The name people know it by: "Shift_JIS", "UTF-16LE" … "不明な文字コード" has no name and gives "".
[[nodiscard]] std::string_view encoding_name(Encoding encoding) noexcept;

// UTF-16 or UTF-32: not a text of bytes at all.
[[nodiscard]] bool is_wide(Encoding encoding) noexcept;

// Offset of the first byte that is not part of well-formed UTF-8 (overlong forms and surrogates are not).
[[nodiscard]] std::optional<std::size_t> first_invalid_utf8(std::string_view bytes) noexcept;

// The encoding of a text of which `beginning` is the first part (it may end inside a character).
[[nodiscard]] Encoding guess_encoding(std::string_view beginning);

// The text in UTF-8, without a byte order mark; nullopt where a byte does not belong to `encoding`.
[[nodiscard]] std::optional<std::string> to_utf8(std::string_view bytes, Encoding encoding);

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

}  // namespace formats::text
