#include "platform/journal/anchor.h"

#include "base/file_descriptor.h"
#include "base/problem.h"

#include <boost/json/serialize.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

namespace platform::journal {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t longest_tail = 1 << 20;  // bytes read back to find the last line

[[noreturn]] void cannot(std::string_view ja, std::string_view en, fs::path const& file) {
    auto const reason = base::system_reason();
    throw base::Problem(base::Problem::unavailable, fmt::format("{}: {} ({})", ja, file.string(), reason),
                        fmt::format("{}: {} ({})", en, file.string(), reason));
}

bool ends_within_a_line(int descriptor) {
    auto const size = ::lseek(descriptor, 0, SEEK_END);
    char last = '\n';
    return size > 0 && ::pread(descriptor, &last, 1, size - 1) == 1 && last != '\n';
}

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        auto const written = ::write(descriptor, bytes.data(), bytes.size());
        if (written <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

void sync_folder(fs::path const& file) {
    auto const folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    base::FileDescriptor const opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened.number() >= 0) {
        ::fsync(opened.number());
    }
}

std::string tail_of(fs::path const& file) {
    std::ifstream stream(file, std::ios::binary | std::ios::ate);
    auto const size = stream ? static_cast<std::uintmax_t>(stream.tellg()) : 0;
    auto const from = size > longest_tail ? size - longest_tail : 0;
    stream.seekg(static_cast<std::streamoff>(from));
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    if (!stream) {
        cannot("アンカーファイルを読めません", "cannot read the anchor file", file);
    }
    return bytes.str();
}

}  // namespace

void append_lines(fs::path const& file, std::string_view lines) {
    bool const is_new = !fs::exists(file);
    base::FileDescriptor const opened(::open(file.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    if (opened.number() < 0) {
        cannot("ファイルを開けません", "cannot open", file);
    }
    std::string bytes(ends_within_a_line(opened.number()) ? "\n" : "");
    bytes.append(lines);
    if (!write_all(opened.number(), bytes) || ::fsync(opened.number()) != 0) {
        cannot("ファイルに書けません", "cannot write", file);
    }
    if (is_new) {
        sync_folder(file);
    }
}

std::optional<Checkpoint> last_anchored(fs::path const& file) {
    std::error_code error;
    if (fs::file_size(file, error) == 0 || error == std::errc::no_such_file_or_directory) {
        return std::nullopt;
    }
    std::istringstream lines(tail_of(file));
    std::optional<Checkpoint> last;
    for (std::string line; std::getline(lines, line);) {
        if (auto found = checkpoint_from_json(line)) {
            last = std::move(found);
        }
    }
    if (!last) {
        throw base::Problem(base::Problem::conflict, "アンカーファイルではありません: " + file.string(),
                            "not an anchor file: " + file.string());
    }
    return last;
}

std::int64_t bring_anchor_up_to_date(store::Reader& reader, fs::path const& file) {
    auto const last = last_anchored(file);
    auto const instance = reader.first("SELECT id FROM instance WHERE \"only\" = 1");
    if (last && instance && last->instance != instance->id(0)) {
        throw base::Problem(base::Problem::conflict,
                            "アンカーファイルは別のデータフォルダーのものです: " + file.string(),
                            "the anchor file is another data folder's: " + file.string());
    }
    std::string lines;
    std::int64_t count = 0;
    each_checkpoint(reader, last ? last->seq : 0, [&](Checkpoint const& checkpoint) {
        lines.append(boost::json::serialize(to_json(checkpoint))).push_back('\n');
        ++count;
    });
    if (count > 0) {
        append_lines(file, lines);
    }
    return count;
}

void each_line(fs::path const& file, std::function<void(std::int64_t, std::string const&)> const& take) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        cannot("ファイルを開けません", "cannot open", file);
    }
    std::string before;
    std::int64_t number = 0;
    for (std::string line; std::getline(stream, line); before.swap(line)) {
        if (number > 0 && !line.starts_with(before)) {
            take(number, before);
        }
        ++number;
    }
    if (number > 0) {
        take(number, before);
    }
}

}  // namespace platform::journal
