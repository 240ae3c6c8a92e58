#include "platform/tables/three_way.h"

#include "record/merge.h"

#include <algorithm>
#include <set>

namespace platform::tables {

namespace {

std::optional<FileChange> change_of(std::string const& file, Files const& base, Files const& ours,
                                    Files const& theirs) {
    auto const before = text_of(base, file);
    auto const here = text_of(ours, file);
    auto const there = text_of(theirs, file);
    if (there == before || there == here) {
        return std::nullopt;
    }
    if (here == before) {
        return FileChange{file, here, there, std::nullopt};
    }
    if (before && here && there) {
        if (auto merged = merge_text(*before, *here, *there)) {
            return merged == here ? std::nullopt
                                  : std::optional(FileChange{file, here, std::move(merged), std::nullopt});
        }
    }
    // Both changed it, or one of them took it away: ours stands until a person has looked at both.
    return FileChange{file, here, here, there, true};
}

}  // namespace

std::optional<std::string> text_of(Files const& files, std::string_view file) {
    auto const found = std::ranges::find(files, file, [](auto const& each) { return each.first; });
    return found == files.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::string> merge_text(std::string_view base, std::string_view ours, std::string_view theirs) {
    auto merged = record::merge_lines(base, theirs, ours, "theirs", "ours");
    return merged.kept_double ? std::nullopt : std::optional(std::move(merged.text));
}

std::vector<FileChange> three_way(Files const& base, Files const& ours, Files const& theirs) {
    std::set<std::string> names;
    for (auto const* side : {&base, &ours, &theirs}) {
        for (auto const& [name, bytes] : *side) {
            names.insert(name);
        }
    }
    std::vector<FileChange> changes;
    for (auto const& name : names) {
        if (auto change = change_of(name, base, ours, theirs)) {
            changes.push_back(std::move(*change));
        }
    }
    return changes;
}

Files with_changes(Files files, std::vector<FileChange> const& changes) {
    for (auto const& change : changes) {
        std::erase_if(files, [&](auto const& each) { return each.first == change.file; });
        if (change.text) {
            files.emplace_back(change.file, *change.text);
        }
    }
    std::ranges::sort(files);
    return files;
}

}  // namespace platform::tables
