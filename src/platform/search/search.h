#pragma once
// Full text inside the store: any part of any word from one character up, findable at commit.
// Thread rule: functions work on the Transaction or Reader they are given.

#include "base/id.h"
#include "platform/store/store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platform::search {

// Puts or replaces the text of one record.
void put(store::Transaction& transaction, std::string_view record_kind, base::Ulid const& record,
         std::string_view text);
void remove(store::Transaction& transaction, base::Ulid const& record);

// A condition over alias `r` (a table with column `id`) that holds for records containing every word of
// `query`.
struct Match {
    std::string sql;
    store::Values values;
};
// Words are separated by spaces; each is found as a part of the text, folded like it. Empty when the query
// holds no letter or digit. `dialect`: of the store that is asked.
[[nodiscard]] std::optional<Match> match(std::string_view query, std::string_view dialect);
// The same records, asked of each in turn instead of all found at once: for looking through a few. Empty also
// where the store chooses by itself.
[[nodiscard]] std::optional<Match> match_each(std::string_view query, std::string_view dialect);

struct Span {
    std::size_t start = 0;  // half-open byte offsets into `text`
    std::size_t end = 0;
};
struct Snippet {
    std::string text;
    std::vector<Span> highlights;
};
// The surroundings of the first hits of `query` in `text`, at most `length` bytes, cut between characters.
[[nodiscard]] Snippet snippet(std::string_view text, std::string_view query, std::size_t length);

// The whole index anew from its documents.
void rebuild(store::Transaction& transaction);
// Rebuilds the index when it was made by another tokenizer; called at start.
void rebuild_if_needed(store::Store& store);

}  // namespace platform::search
