#pragma once
// Two people edited the same version: three-way merge by field, and by line in multiline text. Nothing that
// somebody wrote is lost: a line that both changed is kept twice, marked with its author; another field that
// both changed is a conflict.

#include "record/record.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace record {

struct Authors {
    std::string theirs;  // who saved first, as shown to people
    std::string mine;
};

struct Conflict {
    Field const* field = nullptr;
    Value base;
    Value theirs;
    Value mine;
};

struct Merged {
    Record record;                    // theirs where both changed the same field
    std::vector<Conflict> conflicts;  // empty: `record` may be saved
    std::vector<Field const*>
        kept_double;  // multiline fields in which a line stands twice: show them to the author
};

[[nodiscard]] Merged merge(View base, View theirs, View mine, Authors const& authors);

struct MergedText {
    std::string text;
    bool kept_double = false;
};
[[nodiscard]] MergedText merge_lines(std::string_view base, std::string_view theirs, std::string_view mine,
                                     std::string_view theirs_author, std::string_view mine_author);

// For each line of `after`: the line of `before` that it is, if it was kept. Lines end as merge_lines ends
// them.
[[nodiscard]] std::vector<std::optional<std::size_t>> kept_lines(std::string_view before,
                                                                 std::string_view after);
// The lines of a text as merge_lines sees them, and the words of a line that a merge marked with its author.
[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);
[[nodiscard]] std::optional<std::string_view> marked_words(std::string_view line);

}  // namespace record
