#include "app/sealed_files.h"

#include "app/files.h"
#include "app/store_place.h"
#include "base/file_descriptor.h"
#include "base/problem.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <memory>

namespace app {

namespace fs = std::filesystem;
namespace transfer = platform::transfer;

namespace {

constexpr std::size_t piece_length = 1024 * 1024;

[[noreturn]] void cannot(base::Words const& doing, fs::path const& file) {
    bool const full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
    auto const reason = base::system_reason();
    throw base::Problem(
        base::Problem::unavailable,
        doing.ja + (full ? " (ディスクの空き容量がありません): " : ": ") + file.string() + " (" + reason +
            ")",
        doing.en + (full ? " (the disk is full): " : ": ") + file.string() + " (" + reason + ")");
}

std::shared_ptr<base::FileDescriptor> open_to_read(fs::path const& file) {
    auto opened = std::make_shared<base::FileDescriptor>(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat found {};
    if (opened->number() < 0 || ::fstat(opened->number(), &found) != 0) {
        cannot({"ファイルを読めません", "cannot read"}, file);
    }
    if (!S_ISREG(found.st_mode)) {
        errno = EISDIR;
        cannot({"ファイルを読めません", "cannot read"}, file);
    }
    return opened;
}

}  // namespace

transfer::Source source_of(fs::path const& file) {
    // Shared because a std::function is copied with what it holds.
    return [file, opened = open_to_read(file)](std::size_t length) {
        constexpr std::size_t step = 1024 * 1024;
        std::string bytes;
        while (bytes.size() < length) {
            auto const before = bytes.size();
            bytes.resize(std::min(length, before + step));
            auto const taken = ::read(opened->number(), bytes.data() + before, bytes.size() - before);
            if (taken < 0) {
                cannot({"ファイルを読めません", "cannot read"}, file);
            }
            bytes.resize(before + static_cast<std::size_t>(taken));
            if (taken == 0) {
                break;
            }
        }
        return bytes;
    };
}

std::string read_backup_key(fs::path const& file) {
    auto const opened = open_to_read(file);
    struct stat found {};
    ::fstat(opened->number(), &found);
    if ((found.st_mode & 077U) != 0) {
        throw base::Problem(
            base::Problem::invalid,
            "鍵ファイルをほかの利用者が読めます。chmod 600 で所有者だけにしてください: " + file.string(),
            "others may read the key file: chmod 600 it: " + file.string());
    }
    constexpr std::size_t longest = 1024;
    return transfer::parse_key(source_of(file)(longest));
}

void write_backup_key(fs::path const& file, std::string_view text) {
    NewFile made(file);
    made.write(text);
    made.keep();
}

NewFile::NewFile(fs::path file) : file_(std::move(file)), unfinished_(file_.string() + ".new") {
    if (fs::exists(file_)) {
        throw base::Problem(base::Problem::conflict, "同じ名前のファイルが既にあります: " + file_.string(),
                            "there is a file of that name already: " + file_.string());
    }
    descriptor_ = ::open(unfinished_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor_ < 0) {
        cannot({"ファイルを書けません", "cannot write"}, unfinished_);
    }
}

NewFile::~NewFile() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
        ::unlink(unfinished_.c_str());
    }
}

void NewFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        auto const written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            cannot({"ファイルを書けません", "cannot write"}, file_);
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void NewFile::keep() {
    if (::fsync(descriptor_) != 0) {
        cannot({"ファイルを書けません", "cannot write"}, file_);
    }
    int renamed = ::renameat2(AT_FDCWD, unfinished_.c_str(), AT_FDCWD, file_.c_str(), RENAME_NOREPLACE);
    if (renamed != 0 && errno == EINVAL && !fs::exists(file_)) {  // a file system that knows no such rename
        renamed = ::rename(unfinished_.c_str(), file_.c_str());
    }
    if (renamed != 0) {
        cannot({"ファイルを書けません", "cannot write"}, file_);
    }
    ::close(std::exchange(descriptor_, -1));
    sync_file(file_.has_parent_path() ? file_.parent_path() : fs::path("."));
}

bool same_content(fs::path const& one, fs::path const& other) {
    auto const first = source_of(one);
    auto const second = source_of(other);
    for (;;) {
        auto const piece = first(piece_length);
        if (piece != second(piece_length)) {
            return false;
        }
        if (piece.empty()) {
            return true;
        }
    }
}

void copy_whole_file(fs::path const& from, fs::path const& to) {
    make_folders(to.parent_path());
    auto const source = source_of(from);
    NewFile file(to);
    for (auto piece = source(piece_length); !piece.empty(); piece = source(piece_length)) {
        file.write(piece);
    }
    file.keep();
}

StagedFiles::StagedFiles(fs::path data) : data_(std::move(data)), staged_(data_ / "restoring.new") {}

StagedFiles::~StagedFiles() {
    open_.reset();
    std::error_code error;
    fs::remove_all(staged_, error);
}

void StagedFiles::start() {
    open_.reset();
    fs::remove_all(staged_);
    make_folders(staged_);
}

void StagedFiles::begin(std::string const& path) {
    auto const file = staged_ / path;
    make_folders(file.parent_path());
    open_ = std::make_unique<NewFile>(file);
}

void StagedFiles::bytes(std::string_view bytes) {
    open_->write(bytes);
}

void StagedFiles::end() {
    open_->keep();
    open_.reset();
}

void StagedFiles::settle() {
    copy_files(staged_, data_);
    fs::remove_all(staged_);
}

}  // namespace app
