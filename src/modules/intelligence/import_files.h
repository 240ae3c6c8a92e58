#pragma once
// Which files an import looks at, and reading them piece by piece.

#include "base/parsed.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace modules::intelligence {

constexpr std::size_t most_files = 200'000;

struct ImportFile {
    std::filesystem::path path;
    std::string shown;  // below the path that was given
};

// The file itself, or every regular file below the folder whose name ends so, sorted. Links are not followed.
// Problem::not_found when there is nothing there, Problem::too_large beyond most_files.
[[nodiscard]] std::vector<ImportFile> files_of(std::filesystem::path const& given,
                                               std::initializer_list<std::string_view> endings);

// Calls `piece` with the bytes in order. False: the file could not be read to its end.
[[nodiscard]] bool read_pieces(std::filesystem::path const& path,
                               std::function<void(std::string_view)> const& piece);
// The whole of a file that is no larger than `most`.
[[nodiscard]] base::Parsed<std::string> read_whole(std::filesystem::path const& path, std::uint64_t most);

[[nodiscard]] base::Words unreadable_words();

}  // namespace modules::intelligence
