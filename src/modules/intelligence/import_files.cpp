#include "modules/intelligence/import_files.h"

#include "base/problem.h"
#include "base/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <system_error>

namespace modules::intelligence {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t piece_size = std::size_t{64} * 1024;

bool ends_so(std::string const& name, std::initializer_list<std::string_view> endings) {
    return std::any_of(endings.begin(), endings.end(),
                       [&](std::string_view end) { return name.ends_with(end); });
}

// File names are bytes; what we store and show is text.
std::string shown(fs::path const& path) {
    return base::repaired_text(path.string());
}

[[noreturn]] void refuse_path(fs::path const& path, std::string_view ja, std::string_view en) {
    throw base::Problem(base::Problem::not_found, fmt::format("{}: {}", shown(path), ja),
                        fmt::format("{}: {}", shown(path), en));
}

}  // namespace

std::vector<ImportFile> files_of(fs::path const& given, std::initializer_list<std::string_view> endings) {
    std::error_code error;
    auto const status = fs::status(given, error);
    if (fs::is_regular_file(status)) {
        return {{given, shown(given.filename())}};
    }
    if (!fs::is_directory(status)) {
        refuse_path(given, "ファイルもフォルダもありません", "there is no such file or folder");
    }
    std::vector<ImportFile> files;
    fs::recursive_directory_iterator at(given, fs::directory_options::skip_permission_denied, error);
    for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
        std::error_code unknown;
        auto const& path = at->path();
        if (!fs::is_regular_file(at->symlink_status(unknown)) ||
            !ends_so(path.filename().string(), endings)) {
            continue;
        }
        if (files.size() >= most_files) {
            throw base::Problem(base::Problem::too_large,
                                fmt::format("ファイルが多すぎます（上限は {}）", most_files),
                                fmt::format("too many files (the limit is {})", most_files));
        }
        files.push_back({path, shown(path.lexically_relative(given))});
    }
    if (error) {
        refuse_path(given, "フォルダを読めません", "the folder cannot be read");
    }
    std::sort(files.begin(), files.end(), [](auto const& a, auto const& b) { return a.shown < b.shown; });
    return files;
}

bool read_pieces(fs::path const& path, std::function<void(std::string_view)> const& piece) {
    std::ifstream file(path, std::ios::binary);
    std::string buffer(piece_size, '\0');
    while (file) {
        file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        if (file.gcount() > 0) {
            piece(std::string_view(buffer).substr(0, static_cast<std::size_t>(file.gcount())));
        }
    }
    return file.eof();
}

base::Parsed<std::string> read_whole(fs::path const& path, std::uint64_t most) {
    std::error_code error;
    auto const size = fs::file_size(path, error);
    if (error) {
        return base::Violation{"", unreadable_words()};
    }
    if (size > most) {
        return base::Violation{
            "",
            {fmt::format("ファイルが大きすぎます（{} バイト。上限は {} バイト）", size, most),
             fmt::format("the file is too large ({} bytes; the limit is {} bytes)", size, most)}};
    }
    std::string bytes;
    bytes.reserve(size);
    bool const whole = read_pieces(path, [&](std::string_view piece) { bytes.append(piece); });
    if (!whole || bytes.size() > most) {
        return base::Violation{"", unreadable_words()};
    }
    return bytes;
}

base::Words unreadable_words() {
    return {"ファイルを最後まで読めません", "the file cannot be read to its end"};
}

}  // namespace modules::intelligence
