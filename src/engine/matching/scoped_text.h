#pragma once
// A folded text cut into sentences and clauses, with what stands inside 「…」 marked.

#include "base/text_fold.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace engine::matching {

struct Span {
    std::uint32_t start = 0;
    std::uint32_t end = 0;
    bool operator==(Span const&) const = default;
};

struct ScopedText {
    base::Folded folded;
    // Per folded byte.
    std::vector<std::uint32_t> sentence;
    std::vector<std::uint32_t> clause;
    std::vector<bool> quoted;

    // A span of folded bytes as bytes of the text as given.
    [[nodiscard]] Span original(Span folded_span) const;
};

// Only the first 256 KiB are read, cut at a character.
inline constexpr std::size_t max_text_bytes = 256U * 1024U;
[[nodiscard]] ScopedText scope(std::string_view text);

}  // namespace engine::matching
