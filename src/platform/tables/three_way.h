#pragma once
// Two sides changed the same tables: the shipped ones and those edited here, or two proposals. By file, and
// by line within a file. Nothing of either side is lost.

#include "platform/tables/rules.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platform::tables {

// One file of a change set. Nothing in `text`: the file goes; nothing in `base`: it is new.
struct FileChange {
    std::string file;
    std::optional<std::string> base;  // what stands now
    std::optional<std::string> text;
    std::optional<std::string> shipped;  // the other side of a conflict; nothing: it took the file away
    bool is_conflict = false;            // both changed the same lines; `text` is ours until it is settled
    bool operator==(FileChange const&) const = default;
};

// What `theirs` changed since `base`, put upon `ours`; a change that is there already is none.
[[nodiscard]] std::vector<FileChange> three_way(Files const& base, Files const& ours, Files const& theirs);

// Both changes in one text; nothing where they touch the same lines.
[[nodiscard]] std::optional<std::string> merge_text(std::string_view base, std::string_view ours,
                                                    std::string_view theirs);

[[nodiscard]] std::optional<std::string> text_of(Files const& files, std::string_view file);
// `files` with the changes made; sorted by name.
[[nodiscard]] Files with_changes(Files files, std::vector<FileChange> const& changes);

}  // namespace platform::tables
