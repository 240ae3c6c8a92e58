#pragma once
// ISO-2022-JP as mailers write it: with half-width kana (ESC ( I, SO/SI, eight bits) and with the characters
// of Windows (①㈱髙) that no standard table of it has; and the same of EUC-JP.

#include <string>
#include <string_view>

namespace formats::mail {

struct JapaneseText {
    std::string text;       // UTF-8
    bool repaired = false;  // some bytes belong to no character: U+FFFD
};

// An escape sequence of ISO-2022-JP stands in it.
[[nodiscard]] bool has_japanese_escapes(std::string_view bytes) noexcept;

[[nodiscard]] JapaneseText decode_iso_2022_jp(std::string_view bytes);
[[nodiscard]] JapaneseText decode_euc_jp(std::string_view bytes);

}  // namespace formats::mail
