#pragma once
// Two people edited the same version: three-way merge by field, and by line in multiline text. Nothing that
// somebody wrote is lost: a line that both changed is kept twice, marked with its author; another field that
// both changed is a conflict.

#include "record/record.h"

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

}  // namespace record
