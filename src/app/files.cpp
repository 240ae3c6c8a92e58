#include "app/files.h"

#include "base/problem.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace app {

namespace fs = std::filesystem;

namespace {

// The folder that holds data/ and web/: two above build/<preset>/renkei, or where the program is installed.
fs::path home() {
    std::error_code error;
    auto const program = fs::read_symlink("/proc/self/exe", error);
    for (auto folder = program.parent_path(); !folder.empty() && folder != folder.root_path();
         folder = folder.parent_path()) {
        if (fs::exists(folder / "data" / "triage", error)) {
            return folder;
        }
    }
    return fs::current_path();
}

fs::path from_environment(char const* name, fs::path otherwise) {
    auto value = environment(name);
    return value.empty() ? std::move(otherwise) : fs::path(std::move(value));
}

[[noreturn]] void cannot(std::string const& ja, std::string const& en, fs::path const& file) {
    throw base::Problem(base::Problem::unavailable, ja + ": " + file.string(), en + ": " + file.string());
}

}  // namespace

std::string environment(char const* name) {
    char const* const value =
        std::getenv(name);  // NOLINT(concurrency-mt-unsafe): read before any thread starts
    return value == nullptr ? std::string() : std::string(value);
}

fs::path seed_folder() {
    auto folder = from_environment("RENKEI_SEED", home() / "data");
    if (!fs::exists(folder / "triage")) {
        cannot("同梱データがありません", "the program's own data is not there", folder);
    }
    return folder;
}

fs::path web_folder() {
    return from_environment("RENKEI_WEB", home() / "web" / "dist");
}

fs::path banks_file() {
    return from_environment("RENKEI_BANKS", home() / "build" / "data" / "banks.tsv");
}

std::string read_file(fs::path const& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    if (!stream || !bytes) {
        cannot("ファイルを読めません", "cannot read", file);
    }
    return bytes.str();
}

std::vector<std::pair<std::string, std::string>> read_files(fs::path const& folder,
                                                            std::string const& ending) {
    std::vector<std::pair<std::string, std::string>> files;
    std::error_code error;
    for (auto const& entry : fs::recursive_directory_iterator(folder, error)) {
        if (entry.is_regular_file() && entry.path().extension() == ending) {
            files.emplace_back(fs::relative(entry.path(), folder).string(), read_file(entry.path()));
        }
    }
    if (error) {
        cannot("フォルダを読めません", "cannot read the folder", folder);
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::vector<std::pair<std::string, std::string>> table_files(fs::path const& folder) {
    auto files = read_files(folder / "triage", ".yaml");
    for (std::string const name_of : {"guidance", "interviews", "calendar"}) {
        for (auto& [name, bytes] : read_files(folder / name_of, ".yaml")) {
            std::string named = name_of;
            files.emplace_back(named.append("/").append(name), std::move(bytes));
        }
    }
    return files;
}

void replace_file(fs::path const& file, std::string_view bytes) {
    auto const temporary = file.string() + ".new";
    int const descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool const written =
        descriptor >= 0 &&
        ::write(descriptor, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
        ::fsync(descriptor) == 0;
    if (descriptor >= 0) {
        ::close(descriptor);
    }
    if (!written || ::rename(temporary.c_str(), file.c_str()) != 0) {
        cannot("ファイルを書けません", "cannot write", file);
    }
}

void make_folders(fs::path const& folder) {
    std::error_code error;
    if (fs::is_directory(folder, error)) {
        return;
    }
    if (fs::create_directories(folder, error); error) {
        cannot("フォルダーを作れません", "cannot make the folder", folder);
    }
    fs::permissions(folder, fs::perms::owner_all, error);
}

void sync_file(fs::path const& file) {
    int const descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    bool const done = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0) {
        ::close(descriptor);
    }
    if (!done) {
        cannot("ファイルを書けません", "cannot write", file);
    }
}

void rename_file(fs::path const& from, fs::path const& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) {
        cannot("ファイルを書けません", "cannot write", to);
    }
    sync_file(to.has_parent_path() ? to.parent_path() : fs::path("."));
}

std::string secret(fs::path const& file) {
    constexpr std::size_t length = 32;
    if (fs::exists(file)) {
        auto bytes = read_file(file);
        if (bytes.size() != length) {
            cannot("鍵ファイルが壊れています", "the key file is damaged", file);
        }
        return bytes;
    }
    std::string bytes(length, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    replace_file(file, bytes);
    return bytes;
}

}  // namespace app
