#include "engine/matching/wording.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <string_view>
#include <utility>

namespace engine::matching {

namespace {

constexpr std::size_t longest_gram = 3;
constexpr unsigned bits_per_character = 21;
constexpr std::size_t shown_grams = 6;
constexpr std::size_t address_length = 6;
constexpr std::size_t least_known_grams = 40;
constexpr double full_known_grams = 200;  // about 70 characters: in a shorter text the rows speak louder
constexpr std::size_t nearest_examples = 5;

struct Character {
    std::uint32_t code_point = 0;  // 0 where no gram may cross
    Span span;
};

Character decode(std::string_view text, std::size_t at) {
    auto const lead = static_cast<unsigned char>(text[at]);
    std::size_t const length = std::min<std::size_t>(lead < 0x80   ? 1
                                                     : lead < 0xE0 ? 2
                                                     : lead < 0xF0 ? 3
                                                                   : 4,
                                                     text.size() - at);
    std::uint32_t code_point = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        code_point = (code_point << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
    }
    return {code_point, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + length)}};
}

bool is_digit(std::uint32_t c) {
    return c >= '0' && c <= '9';
}

bool is_address_character(std::uint32_t c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || c == '.' || c == '@' || c == '_' || c == '/' ||
           c == ':' || c == '-';
}

bool is_punctuation(std::uint32_t c) {
    static constexpr std::u32string_view marks = U"、。「」『』()!?・…,:;";
    return marks.find(static_cast<char32_t>(c)) != std::u32string_view::npos;
}

// The characters that wording is made of: addresses and handles say nothing about it, one number is like
// another.
std::vector<Character> characters(std::string_view folded) {
    std::vector<Character> all;
    for (std::size_t at = 0; at < folded.size();) {
        all.push_back(decode(folded, at));
        at = all.back().span.end;
    }
    std::vector<Character> kept;
    for (std::size_t i = 0; i < all.size();) {
        std::size_t end = i;
        while (end < all.size() && is_address_character(all[end].code_point)) {
            ++end;
        }
        if (end - i >= address_length) {
            kept.push_back({0, all[i].span});
            i = end;
            continue;
        }
        Character character = all[i++];
        if (is_digit(character.code_point)) {
            while (i < all.size() && is_digit(all[i].code_point)) {
                character.span.end = all[i++].span.end;
            }
            character.code_point = '0';
        } else if (is_punctuation(character.code_point)) {
            character.code_point = 0;
        }
        kept.push_back(character);
    }
    return kept;
}

struct Occurrence {
    std::uint64_t gram = 0;
    Span span;
};

// Each gram once, at its first place, in order of the gram.
std::vector<Occurrence> distinct_grams(std::string_view folded) {
    auto const text = characters(folded);
    std::vector<Occurrence> found;
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::uint64_t gram = 0;
        for (std::size_t n = 0; n < longest_gram && i + n < text.size() && text[i + n].code_point != 0; ++n) {
            gram = (gram << bits_per_character) | text[i + n].code_point;
            found.push_back({gram, {text[i].span.start, text[i + n].span.end}});
        }
    }
    std::ranges::stable_sort(found, {}, &Occurrence::gram);
    auto const repeated = std::ranges::unique(found, {}, &Occurrence::gram);
    found.erase(repeated.begin(), repeated.end());
    return found;
}

}  // namespace

std::vector<Span> Wording::strongest(std::vector<std::pair<float, Span>>& parts) {
    std::size_t const count = std::min(parts.size(), shown_grams);
    std::ranges::partial_sort(
        parts, parts.begin() + static_cast<std::ptrdiff_t>(count), [](auto const& a, auto const& b) {
            return a.first != b.first ? a.first > b.first : a.second.start < b.second.start;
        });
    std::vector<Span> spans;
    for (std::size_t i = 0; i < count; ++i) {
        spans.push_back(parts[i].second);
    }
    std::ranges::sort(spans, {}, &Span::start);
    std::vector<Span> merged;
    for (Span const& span : spans) {
        if (!merged.empty() && span.start <= merged.back().end) {
            merged.back().end = std::max(merged.back().end, span.end);
        } else {
            merged.push_back(span);
        }
    }
    return merged;
}

Wording::Wording(std::span<WordingExample const> examples) : example_count_(examples.size()) {
    for (std::uint32_t i = 0; i < examples.size(); ++i) {
        if (examples[i].code >= examples_of_code_.size()) {
            examples_of_code_.resize(examples[i].code + 1);
        }
        examples_of_code_[examples[i].code].push_back(i);
    }
    std::vector<std::vector<Occurrence>> texts;
    for (auto const& example : examples) {
        texts.push_back(distinct_grams(example.folded));
        for (auto const& occurrence : texts.back()) {
            ++grams_[occurrence.gram].uses_end;  // a count for now
        }
    }
    std::uint32_t begin = 0;
    for (auto& [gram, entry] : grams_) {
        entry.rarity = static_cast<float>(
            std::log(static_cast<double>(examples.size()) / static_cast<double>(entry.uses_end)));
        entry.uses_begin = begin;
        begin += entry.uses_end;
        entry.uses_end = entry.uses_begin;  // grows as the uses are written
    }
    uses_.resize(begin);
    for (std::uint32_t i = 0; i < examples.size(); ++i) {
        double square = 0;
        std::vector<Gram*> entries;
        for (auto const& occurrence : texts[i]) {
            entries.push_back(&grams_.find(occurrence.gram)->second);
            square +=
                static_cast<double>(entries.back()->rarity) * static_cast<double>(entries.back()->rarity);
        }
        double const length = square > 0 ? std::sqrt(square) : 1;
        for (Gram* const entry : entries) {
            uses_[entry->uses_end++] = {i, static_cast<float>(static_cast<double>(entry->rarity) / length)};
        }
    }
    add_centres(examples);
}

// The centre of a code is the sum of its examples, made as long as one of them.
void Wording::add_centres(std::span<WordingExample const> examples) {
    std::vector<double> squares(examples_of_code_.size());
    for (auto& [gram, entry] : grams_) {
        std::map<std::uint32_t, double> sums;
        for (std::uint32_t use = entry.uses_begin; use < entry.uses_end; ++use) {
            sums[examples[uses_[use].example].code] += static_cast<double>(uses_[use].weight);
        }
        for (auto const& [code, sum] : sums) {
            entry.shares.push_back({code, static_cast<float>(sum)});
            squares[code] += sum * sum;
        }
    }
    for (auto& [gram, entry] : grams_) {
        for (Share& share : entry.shares) {
            double const square = squares[share.code];
            share.weight =
                static_cast<float>(static_cast<double>(share.weight) / (square > 0 ? std::sqrt(square) : 1));
        }
    }
}

double Wording::nearest(std::uint32_t code, std::span<float const> sums) const {
    std::vector<float> near;
    for (std::uint32_t const example : examples_of_code_[code]) {
        near.push_back(sums[example]);
    }
    std::size_t const count = std::min(near.size(), nearest_examples);
    std::ranges::partial_sort(near, near.begin() + static_cast<std::ptrdiff_t>(count), std::greater{});
    double total = 0;
    for (std::size_t i = 0; i < count; ++i) {
        total += static_cast<double>(near[i]);
    }
    return total / static_cast<double>(count);
}

std::vector<WordingMatch> Wording::match(std::string_view folded) const {
    if (grams_.empty()) {
        return {};
    }
    std::map<std::uint32_t, Shared> shared;
    std::vector<float> with_example(example_count_);
    double square = 0;
    std::size_t known = 0;
    for (auto const& occurrence : distinct_grams(folded)) {
        auto const found = grams_.find(occurrence.gram);
        if (found == grams_.end()) {
            continue;
        }
        ++known;
        Gram const& gram = found->second;
        square += static_cast<double>(gram.rarity) * static_cast<double>(gram.rarity);
        for (auto const& share : gram.shares) {
            float const part = gram.rarity * share.weight;
            Shared& of_code = shared[share.code];
            of_code.sum += static_cast<double>(part);
            if (occurrence.span.end - occurrence.span.start > 3) {
                of_code.parts.emplace_back(part, occurrence.span);
            }
        }
        for (std::uint32_t use = gram.uses_begin; use < gram.uses_end; ++use) {
            with_example[uses_[use].example] += gram.rarity * uses_[use].weight;
        }
    }
    if (known < least_known_grams) {
        return {};  // a few words, two short sentences at most, are like many examples by chance
    }
    std::vector<WordingMatch> matches;
    double const length = square > 0 ? std::sqrt(square) : 1;
    double const told = std::min(1.0, static_cast<double>(known) / full_known_grams);
    for (auto& [code, of_code] : shared) {
        double const similarity = told * (of_code.sum + nearest(code, with_example)) / (2 * length);
        matches.push_back({code, similarity, strongest(of_code.parts)});
    }
    std::ranges::stable_sort(matches, std::greater{}, &WordingMatch::similarity);
    return matches;
}

}  // namespace engine::matching
