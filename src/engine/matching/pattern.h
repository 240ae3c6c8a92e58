#pragma once
// The pattern language of the tables, small enough to be read aloud:
//   振り込む~|送金する~        any of these; 〜~ stands for every done form of the verb (振り込んだ,
//   振り込みました …) カード > 番号|期限         followed by, within 16 characters of the same sentence (>40:
//   within 40) 電話 & 画面                both in one sentence 請求 - 電気|ガス           unless this stands
//   in the same sentence

#include "base/parsed.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engine::matching {

// A short word that other words contain is meant only where it stands alone: "sim" not in "simple", "デマ"
// neither in "デマンド" nor in 「出ました」.
enum class Whole : std::uint8_t { no, ascii, katakana };

struct PatternLiteral {
    std::string text;  // folded
    Whole whole = Whole::no;
    auto operator<=>(PatternLiteral const&) const = default;
};

struct PatternPart {
    enum class Join : std::uint8_t { first, followed_by, with, without };
    Join join = Join::first;
    std::uint32_t gap = 0;                 // bytes, for followed_by
    std::vector<PatternLiteral> literals;  // verb forms written out
};

struct Pattern {
    std::vector<PatternPart> parts;
};

// The reason why not, when the text is no pattern.
[[nodiscard]] base::Parsed<Pattern> parse_pattern(std::string_view text);
// Every done form of a verb in dictionary form: 払う → 払って, 払った, 払いまし …; empty when it is no verb.
[[nodiscard]] std::vector<std::string> done_forms(std::string_view verb);

}  // namespace engine::matching
