#pragma once
// Names of people as they are written and read: folds for variant characters, kana readings as misheard on a
// telephone, Latin letters. Plain functions; any text is accepted.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::identity {

// Characters of a name that are one in comparison: width, case, spaces, variants (髙 高, 﨑 崎, 齋 斉 …), and
// without a title behind it (様, さん).
[[nodiscard]] std::string fold_name(std::string_view name);
// The parts between spaces and middle dots, each folded; a name written in one piece is one part.
[[nodiscard]] std::vector<std::string> name_parts(std::string_view name);

[[nodiscard]] bool has_han(std::string_view folded);
// Nothing but kana (and its long mark).
[[nodiscard]] bool is_kana(std::string_view folded);
[[nodiscard]] bool has_latin(std::string_view folded);

// How a reading is heard: `spelt` keeps what is written in hiragana, but for small kana, ぢ/づ, long vowels;
// `heard` also drops what a telephone loses: dakuten, long vowels, っ. Of folded kana.
struct Reading {
    std::u32string spelt;
    std::u32string heard;
    bool operator==(Reading const&) const = default;
};
[[nodiscard]] Reading reading_of(std::string_view kana);

// How many characters must be put in, taken out or replaced; more than `most` is told as most + 1.
[[nodiscard]] std::size_t edits(std::u32string_view a, std::u32string_view b, std::size_t most);

// Words of a name in Latin letters, without marks, in lower case and sorted: "Nguyễn Văn An" → an nguyen van.
[[nodiscard]] std::vector<std::string> latin_words(std::string_view name);
// Hepburn without long vowels, word by word and sorted: たなか はなこ → hanako tanaka.
[[nodiscard]] std::vector<std::string> romanised(std::vector<std::string> const& kana_parts);
// Consonants as Japanese ears tell them apart: l is r, v is b, th is t. For Latin words.
[[nodiscard]] std::string skeleton(std::string_view latin_word);
// Of each word, sorted.
[[nodiscard]] std::vector<std::string> skeletons(std::vector<std::string> const& words);

}  // namespace engine::identity
