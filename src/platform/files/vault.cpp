#include "platform/files/vault.h"

#include "base/hash.h"
#include "base/id.h"
#include "base/problem.h"
#include "platform/files/media_type.h"
#include "platform/transfer/canonical.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <system_error>

namespace platform::files {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t piece = 256 * 1024;

[[noreturn]] void cannot(std::string_view ja, std::string_view en) {
    auto const reason = base::system_reason();
    throw base::Problem(base::Problem::unavailable, ja, en, {{"files", {reason, reason}}});
}

[[noreturn]] void cannot_write() {
    cannot("ファイルを保管できません", "the file cannot be stored");
}

void make_folder(fs::path const& folder) {
    std::error_code error;
    if (fs::create_directories(folder, error); error) {
        errno = error.value();
        cannot_write();
    }
    fs::permissions(folder, fs::perms::owner_all, error);
}

void sync_folder(fs::path const& folder) {
    base::FileDescriptor const descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (descriptor.number() < 0 || ::fsync(descriptor.number()) != 0) {
        cannot_write();
    }
}

void write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        auto const written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            cannot_write();
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

std::string read_piece(int descriptor, std::size_t most) {
    std::string bytes(std::min(most, piece), '\0');
    auto got = ::read(descriptor, bytes.data(), bytes.size());
    while (got < 0 && errno == EINTR) {
        got = ::read(descriptor, bytes.data(), bytes.size());
    }
    if (got < 0) {
        cannot("ファイルを読めません", "the file cannot be read");
    }
    bytes.resize(static_cast<std::size_t>(got));
    return bytes;
}

// What is known of bytes after they went by.
class Looking {
  public:
    void add(std::string_view bytes) {
        digest_.add(bytes);
        size_ += static_cast<std::int64_t>(bytes.size());
        if (beginning_.size() < looked_at) {
            beginning_.append(bytes.substr(0, looked_at - beginning_.size()));
        }
    }
    [[nodiscard]] StoredFile finish() {
        return {base::to_hex(base::as_bytes(digest_.finish())), size_, media_type_of(beginning_)};
    }

  private:
    transfer::Digest digest_;
    std::int64_t size_ = 0;
    std::string beginning_;
};

// Goes when the scope is left before it was renamed.
struct Unfinished {
    fs::path path;
    bool is_kept = false;
    explicit Unfinished(fs::path file) : path(std::move(file)) {}
    Unfinished(Unfinished const&) = delete;
    Unfinished& operator=(Unfinished const&) = delete;
    ~Unfinished() {
        if (!is_kept) {
            ::unlink(path.c_str());
        }
    }
};

void rename_into(Unfinished& from, fs::path const& to) {
    make_folder(to.parent_path());
    if (::rename(from.path.c_str(), to.c_str()) != 0) {
        cannot_write();
    }
    from.is_kept = true;
}

std::int64_t changed_at(fs::path const& file) {
    struct stat about {};
    return ::lstat(file.c_str(), &about) == 0 ? std::int64_t{about.st_mtime} : std::int64_t{0};
}

}  // namespace

bool is_hash(std::string_view text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Source source_of(std::string_view bytes) {
    return [bytes](std::size_t most) mutable {
        auto next = std::string(bytes.substr(0, most));
        bytes.remove_prefix(next.size());
        return next;
    };
}

Vault::Vault(fs::path const& data) : folder_(data / "files"), incoming_(data / "files" / "incoming") {}

fs::path Vault::folder_of(std::string_view sha256) const {
    BASE_ASSERT(is_hash(sha256));
    return folder_ / std::string(sha256.substr(0, 2));
}

fs::path Vault::path_of(std::string_view sha256) const {
    return folder_of(sha256) / std::string(sha256);
}

StoredFile Vault::put(Source const& bytes, Sync sync) const {
    make_folder(incoming_);
    Unfinished file(incoming_ / base::to_string(base::new_ulid()));
    Looking looking;
    {
        base::FileDescriptor const descriptor(
            ::open(file.path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        if (descriptor.number() < 0) {
            cannot_write();
        }
        for (auto next = bytes(piece); !next.empty(); next = bytes(piece)) {
            write_all(descriptor.number(), next);
            looking.add(next);
        }
        if (sync == Sync::each && ::fsync(descriptor.number()) != 0) {
            cannot_write();
        }
    }
    auto stored = looking.finish();
    rename_into(file, path_of(stored.sha256));
    if (sync == Sync::each) {
        sync_folder(folder_of(stored.sha256));
        sync_folder(folder_);
    }
    return stored;
}

StoredFile Vault::adopt(fs::path const& from) const {
    Looking looking;
    {
        base::FileDescriptor const descriptor(::open(from.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
        if (descriptor.number() < 0) {
            cannot("ファイルを読めません", "the file cannot be read");
        }
        for (auto next = read_piece(descriptor.number(), piece); !next.empty();
             next = read_piece(descriptor.number(), piece)) {
            looking.add(next);
        }
        if (::fsync(descriptor.number()) != 0) {
            cannot_write();
        }
    }
    auto stored = looking.finish();
    make_folder(incoming_);
    Unfinished file(incoming_ / base::to_string(base::new_ulid()));
    if (::link(from.c_str(), file.path.c_str()) != 0) {
        cannot_write();
    }
    auto const to = path_of(stored.sha256);
    rename_into(file, to);
    // Two names of one file already: rename does nothing then, and the link under its first name goes here.
    ::unlink(file.path.c_str());
    sync_folder(folder_of(stored.sha256));
    sync_folder(folder_);
    return stored;
}

void Vault::sync() const {
    make_folder(incoming_);
    base::FileDescriptor const descriptor(::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (descriptor.number() < 0 || ::syncfs(descriptor.number()) != 0) {
        cannot_write();
    }
}

Source Vault::open(std::string_view sha256) const {
    auto const descriptor = std::make_shared<base::FileDescriptor>(
        is_hash(sha256) ? ::open(path_of(sha256).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1);
    if (descriptor->number() < 0) {
        std::string const name(sha256);
        throw base::Problem(
            base::Problem::unavailable, "保管されたファイルがこの機器のデータフォルダーにありません: " + name,
            "the stored file is not in this machine's data folder: " + name,
            {{"files/" + name, {"バックアップから戻してください", "bring it back from a backup"}}});
    }
    // Shared because std::function wants a copyable reader; one thread at a time reads.
    return [descriptor](std::size_t most) { return read_piece(descriptor->number(), most); };
}

std::string Vault::read(std::string_view sha256, std::size_t most) const {
    auto const source = open(sha256);
    std::string bytes;
    while (bytes.size() < most) {
        auto const next = source(most - bytes.size());
        if (next.empty()) {
            break;
        }
        bytes.append(next);
    }
    return bytes;
}

bool Vault::holds(std::string_view sha256) const {
    return is_hash(sha256) && ::access(path_of(sha256).c_str(), F_OK) == 0;
}

void Vault::remove(std::string_view sha256) const {
    auto const file = path_of(sha256);
    if (::unlink(file.c_str()) == 0) {
        sync_folder(file.parent_path());
    } else if (errno != ENOENT) {
        cannot("ファイルを消去できません", "the file cannot be removed");
    }
}

void Vault::clear_incoming(std::int64_t older_than_seconds) const {
    std::error_code error;
    auto const before = std::int64_t{std::time(nullptr)} - older_than_seconds;
    for (auto const& entry : fs::directory_iterator(incoming_, error)) {
        if (changed_at(entry.path()) < before) {
            ::unlink(entry.path().c_str());
        }
    }
}

std::vector<Vault::Present> Vault::present() const {
    std::vector<Present> found;
    std::error_code error;
    for (auto const& entry : fs::recursive_directory_iterator(folder_, error)) {
        auto const name = entry.path().filename().string();
        if (is_hash(name) && entry.path() == path_of(name)) {
            found.push_back({name, changed_at(entry.path())});
        }
    }
    return found;
}

std::optional<Vault::Held> Vault::hold(Hold how) const {
    make_folder(folder_);
    auto const file = folder_ / "lock";
    int const descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        cannot_write();
    }
    Held held(descriptor);
    int const wanted = how == Hold::copying ? LOCK_SH : LOCK_EX | LOCK_NB;
    while (::flock(descriptor, wanted) != 0) {
        if (errno == EWOULDBLOCK) {
            return std::nullopt;
        }
        if (errno != EINTR) {
            cannot_write();
        }
    }
    return held;
}

}  // namespace platform::files
