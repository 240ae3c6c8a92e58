#include "engine/matching/scoped_text.h"

#include <array>
#include <string>

namespace engine::matching {

namespace {

// A quotation that is never closed must not swallow the text.
constexpr std::size_t max_quote_bytes = 1200;

std::size_t character_length(char lead) {
    auto const byte = static_cast<unsigned char>(lead);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

template <std::size_t N>  // the sets below differ in size only
bool is_one_of(std::string_view character, std::array<std::string_view, N> const& set) {
    for (auto const& member : set) {
        if (character == member) {
            return true;
        }
    }
    return false;
}

constexpr std::array<std::string_view, 4> opening{"「", "『", "“", "〝"};
constexpr std::array<std::string_view, 4> closing{"」", "』", "”", "〟"};
constexpr std::array<std::string_view, 4> sentence_end{"。", "!", "?", "…"};
constexpr std::array<std::string_view, 6> clause_end{"、", ",", "(", ")", ";", ":"};

std::string_view cut(std::string_view text) {
    if (text.size() <= max_text_bytes) {
        return text;
    }
    std::size_t end = max_text_bytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    return text.substr(0, end);
}

}  // namespace

Span ScopedText::original(Span folded_span) const {
    if (folded_span.start >= folded_span.end || folded_span.end > folded.text.size()) {
        return {};
    }
    auto const source = folded.source(folded_span.start, folded_span.end);
    return {static_cast<std::uint32_t>(source.start), static_cast<std::uint32_t>(source.end)};
}

ScopedText scope(std::string_view text) {
    std::string_view const given = cut(text);
    ScopedText result;
    result.folded = base::match_fold(given);
    std::string_view const folded = result.folded.text;
    result.sentence.resize(folded.size());
    result.clause.resize(folded.size());
    result.quoted.resize(folded.size());
    std::uint32_t sentence = 0;
    std::uint32_t clause = 0;
    std::size_t quote_start = 0;
    bool inside = false;
    std::uint32_t previous_start = 0;
    for (std::size_t i = 0; i < folded.size();) {
        std::size_t const length = std::min(character_length(folded[i]), folded.size() - i);
        std::string_view const character = folded.substr(i, length);
        // Line breaks are dropped by the fold: they lie between two of its characters.
        auto const gap = given.substr(previous_start, result.folded.offsets[i] - previous_start);
        if (gap.find('\n') != std::string_view::npos) {
            ++sentence;
            ++clause;
            inside = false;
        }
        previous_start = result.folded.offsets[i];
        if (inside && i - quote_start > max_quote_bytes) {
            inside = false;
        }
        if (is_one_of(character, opening)) {
            inside = true;
            quote_start = i;
            ++clause;
        }
        for (std::size_t k = 0; k < length; ++k) {
            result.sentence[i + k] = sentence;
            result.clause[i + k] = clause;
            result.quoted[i + k] = inside;
        }
        if (is_one_of(character, closing)) {
            inside = false;
            ++clause;
        } else if (is_one_of(character, sentence_end)) {
            sentence += inside ? 0U : 1U;
            ++clause;
        } else if (is_one_of(character, clause_end)) {
            ++clause;
        }
        i += length;
    }
    return result;
}

}  // namespace engine::matching
