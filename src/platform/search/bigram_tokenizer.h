#pragma once
// Overlapping pairs of letters and digits, so that any part of a word is
// found, from one character up. A run's last character is also a token of its own at the pair's position,
// which lets phrases cross runs and end in one character.

#include <string>
#include <string_view>
#include <vector>

struct sqlite3;

namespace platform::search {

// Makes the tokenizer, and the function renkei_holds(text, word), known to one connection; every connection
// needs them before it touches a full-text table.
void register_bigram_tokenizer(sqlite3* database);

// Whether the text holds a letter or digit, so that the tokenizer makes a token of it.
[[nodiscard]] bool holds_word(std::string_view text);

// The runs of letters and digits, in order: what both stores make pairs of.
[[nodiscard]] std::vector<std::string_view> word_runs(std::string_view text);
// The same with a space between them: a word is in a text where its joined runs are part of the text's.
[[nodiscard]] std::string joined_runs(std::string_view text);
// Where each character of a run starts, and its end.
[[nodiscard]] std::vector<std::size_t> character_starts(std::string_view run);

// Stored beside the index: when it differs from the program's, the index is rebuilt.
constexpr int tokenizer_version = 1;

}  // namespace platform::search
