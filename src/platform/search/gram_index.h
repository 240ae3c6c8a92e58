#pragma once
// Full text on PostgreSQL, which has no tokenizer of ours: the same pairs as on SQLite, made here, kept as a
// tsvector; phrases of more than a pair are compared with the runs of the text. Thread rule: functions work
// on the Transaction they are given.

#include "platform/store/store.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace platform::search {

// What the index keeps of a folded text: its runs with a space between, and their pairs, each once.
struct Grams {
    std::string runs;
    std::string grams;  // separated by spaces
};
[[nodiscard]] Grams grams_of(std::string_view folded);

void put_grams(store::Transaction& transaction, std::int64_t document, std::string_view folded);
// Every document anew.
void rebuild_grams(store::Transaction& transaction);

// Which documents hold every one of these folded words: "SELECT record_id …" and its values.
struct GramQuery {
    std::string sql;
    store::Values values;
};
[[nodiscard]] GramQuery gram_query(std::vector<std::string> const& words);

}  // namespace platform::search
