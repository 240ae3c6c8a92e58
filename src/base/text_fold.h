#pragma once
// Folds of Japanese text for comparing, each with a map back to the bytes it came from.
// Linear in the text; any bytes are accepted (invalid ones fold to U+FFFD).

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace base {

struct SourceSpan {
    std::size_t start = 0;
    std::size_t end = 0;
    bool operator==(SourceSpan const&) const = default;
};

struct Folded {
    std::string text;
    // For every byte of `text` the offset of the source characters it came from; one more entry: the source
    // length.
    std::vector<std::uint32_t> offsets;

    // The source bytes behind text[begin, end): whole characters, also where one character became several.
    [[nodiscard]] SourceSpan source(std::size_t begin, std::size_t end) const;
};

// NFKC with the letters' case kept and zero-width characters dropped; circled numbers, ellipses and the like
// stay as they are, because ①090 is not 1090. What recognisers of addresses and numbers read.
[[nodiscard]] Folded width_fold(std::string_view text);
// NFKC_Casefold; hyphens, dashes and ー are one; name variants (髙 → 高) are one. What full-text search
// reads.
[[nodiscard]] Folded search_fold(std::string_view text);
// search_fold with katakana as hiragana and without spaces. What rules and name comparison read.
[[nodiscard]] Folded match_fold(std::string_view text);

}  // namespace base
