#pragma once
// Match folding of rules and texts: NFKC casefold, katakana as hiragana, white space dropped, with the way
// back.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engine::matching {

struct FoldedText {
    std::string text;
    std::vector<std::uint32_t> starts;  // per folded byte: where its original character starts
    std::vector<std::uint32_t> ends;    // and ends
};

[[nodiscard]] FoldedText fold(std::string_view text);

}  // namespace engine::matching
