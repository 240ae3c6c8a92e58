#include "platform/files/uploads.h"

#include "base/problem.h"
#include "platform/files/kept_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <set>
#include <system_error>

namespace platform::files {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t longest_name = 255;  // code points are counted where the name becomes a record's

[[noreturn]] void cannot_write() {
    auto const reason = base::system_reason();
    throw base::Problem(base::Problem::unavailable, "アップロードを保存できません",
                        "the upload cannot be written", {{"uploads", {reason, reason}}});
}

[[noreturn]] void not_there() {
    throw base::Problem(base::Problem::not_found, "アップロードがありません。期限が切れた可能性があります",
                        "there is no such upload; it may have expired");
}

Upload to_upload(store::Row const& row) {
    return {row.id(0),       row.id(1),      row.text(2),
            row.integer(3),  row.integer(4), row.optional_text(5).value_or(""),
            {row.integer(6)}};
}

std::optional<Upload> find_row(store::Reader& reader, base::Ulid const& id) {
    auto const row =
        reader.first("SELECT id, owner, name, size, received, sha256, expires_at FROM uploads WHERE id = ?",
                     {store::id_value(id)});
    return row ? std::optional(to_upload(*row)) : std::nullopt;
}

void write_at(int descriptor, std::int64_t offset, std::string_view bytes) {
    while (!bytes.empty()) {
        auto const written = ::pwrite(descriptor, bytes.data(), bytes.size(), offset);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            cannot_write();
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
        offset += written;
    }
}

// Of one upload, by flock. Given back by word: a child that is just being started has a copy of the
// descriptor, and closing ours alone would leave it locked until that child is exec'd.
class PieceLock {
  public:
    explicit PieceLock(fs::path const& file)
        : file_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)) {
        if (file_.number() < 0) {
            cannot_write();
        }
        if (::flock(file_.number(), LOCK_EX | LOCK_NB) != 0) {
            throw base::Problem(base::Problem::conflict, "同じファイルの別の部分を受信中です",
                                "another piece of this upload is being written");
        }
    }
    PieceLock(PieceLock const&) = delete;
    PieceLock& operator=(PieceLock const&) = delete;
    ~PieceLock() { ::flock(file_.number(), LOCK_UN); }

  private:
    base::FileDescriptor file_;
};

void delete_row(store::Transaction& transaction, base::Ulid const& id) {
    transaction.execute("DELETE FROM uploads WHERE id = ?", {store::id_value(id)});
    forget_files(transaction, id);
}

}  // namespace

Uploads::Uploads(store::Store& store, Vault const& vault, fs::path const& data, UploadLimits limits)
    : store_(store), vault_(vault), folder_(data / "uploads"), limits_(limits) {}

fs::path Uploads::part_of(base::Ulid const& id) const {
    return folder_ / (base::to_string(id) + ".part");
}

Upload Uploads::create(base::Ulid const& owner, std::string name, std::int64_t size, base::Instant now) {
    if (size < 1) {
        throw base::Problem(base::Problem::invalid, "空のファイルは添付できません", "the file is empty",
                            {{"Upload-Length", {"1以上です", "is 1 or more"}}});
    }
    if (size > limits_.largest) {
        throw base::Problem(base::Problem::too_large,
                            fmt::format("ファイルが大きすぎます（上限 {} MB）", limits_.largest >> 20U),
                            fmt::format("the file is too large (at most {} MB)", limits_.largest >> 20U),
                            {{"Upload-Length", {"上限を超えています", "is over the limit"}}});
    }
    if (name.empty() || name.size() > 4 * longest_name) {
        throw base::Problem(base::Problem::invalid, "ファイル名がないか、長すぎます",
                            "the file has no name, or one that is too long",
                            {{"Upload-Metadata/filename", {"1〜255文字です", "1 to 255 characters"}}});
    }
    Upload upload{base::new_ulid(), owner, std::move(name), size, 0, {}, {now.milliseconds + limits_.life}};
    store_.write([&](store::Transaction& transaction) {
        auto const used = transaction.first(
            "SELECT count(*), CAST(coalesce(sum(size), 0) AS BIGINT) FROM uploads WHERE owner = ?",
            {store::id_value(owner)});
        if (used->integer(0) >= limits_.most_open || used->integer(1) + size > limits_.most_bytes) {
            throw base::Problem(base::Problem::conflict,
                                "アップロード中のファイルが多すぎます。終わるのを待つか、取り消してください",
                                "too many uploads at once: let them finish or cancel some");
        }
        transaction.execute(
            "INSERT INTO uploads (id, owner, name, size, received, sha256, created_at, expires_at) VALUES "
            "(?, ?, ?, ?, 0, NULL, ?, ?)",
            {store::id_value(upload.id), store::id_value(owner), upload.name, size, now.milliseconds,
             upload.expires_at.milliseconds});
    });
    return upload;
}

Upload Uploads::find(base::Ulid const& id, base::Ulid const& owner, base::Instant now) {
    std::optional<Upload> found;
    store_.read([&](store::Reader& reader) { found = find_row(reader, id); });
    if (!found || found->owner != owner || found->expires_at.milliseconds <= now.milliseconds) {
        not_there();
    }
    return *found;
}

Upload Uploads::get(base::Ulid const& id, base::Ulid const& owner, base::Instant now) {
    return find(id, owner, now);
}

void Uploads::write_piece(Upload const& upload, std::string_view bytes) const {
    auto const part = part_of(upload.id);
    base::FileDescriptor const file(::open(part.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (file.number() < 0) {
        cannot_write();
    }
    struct stat about {};
    if (::fstat(file.number(), &about) != 0 || about.st_size < upload.received) {
        throw base::Problem(base::Problem::unavailable,
                            "受信済みの部分がこの機器にありません。取り消してやり直してください: " +
                                base::to_string(upload.id),
                            "what was received is not on this machine: cancel and begin again: " +
                                base::to_string(upload.id));
    }
    // What lies beyond was written and never acknowledged.
    if (::ftruncate(file.number(), upload.received) != 0) {
        cannot_write();
    }
    write_at(file.number(), upload.received, bytes);
    if (::fsync(file.number()) != 0) {
        cannot_write();
    }
    base::FileDescriptor const folder(::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (upload.received == 0 && (folder.number() < 0 || ::fsync(folder.number()) != 0)) {
        cannot_write();
    }
}

Upload Uploads::append(base::Ulid const& id, base::Ulid const& owner, std::int64_t offset,
                       std::string_view bytes, base::Instant now) {
    static_cast<void>(find(id, owner, now));
    std::error_code error;
    fs::create_directories(folder_, error);
    fs::permissions(folder_, fs::perms::owner_all, error);
    PieceLock const lock(part_of(id).string() + ".lock");
    auto const size = static_cast<std::int64_t>(bytes.size());
    auto upload = find(id, owner, now);
    if (offset != upload.received) {
        throw base::Problem(
            base::Problem::conflict, "続きの位置が違います", "the piece does not begin where the upload ends",
            {{"Upload-Offset",
              {fmt::format("{} です", upload.received), fmt::format("is {}", upload.received)}}});
    }
    if (offset + size > upload.size) {
        throw base::Problem(base::Problem::too_large, "申告された大きさを超えています",
                            "the piece goes beyond the upload's length");
    }
    if (size == 0) {
        return upload;
    }
    write_piece(upload, bytes);
    std::optional<StoredFile> whole;
    if (offset + size == upload.size) {
        whole = vault_.adopt(part_of(id));
    }
    upload.received = offset + size;
    upload.sha256 = whole ? whole->sha256 : std::string();
    upload.expires_at = {now.milliseconds + limits_.life};
    store_.write([&](store::Transaction& transaction) {
        auto const changed = transaction.execute(
            "UPDATE uploads SET received = ?, sha256 = ?, expires_at = ? WHERE id = ? AND received = ?",
            {upload.received, whole ? store::Value(whole->sha256) : store::Value(),
             upload.expires_at.milliseconds, store::id_value(id), offset});
        if (changed != 1) {
            not_there();  // cancelled meanwhile
        }
        if (whole) {
            name_file(transaction, vault_, *whole, id, now);
        }
    });
    if (whole) {
        ::unlink(part_of(id).c_str());
        ::unlink((part_of(id).string() + ".lock").c_str());
    }
    return upload;
}

void Uploads::remove(base::Ulid const& id, base::Ulid const& owner) {
    bool is_theirs = false;
    store_.write([&](store::Transaction& transaction) {
        auto const found = find_row(transaction, id);
        is_theirs = found && found->owner == owner;
        if (is_theirs) {
            delete_row(transaction, id);
        }
    });
    if (!is_theirs) {
        not_there();
    }
    ::unlink(part_of(id).c_str());
    ::unlink((part_of(id).string() + ".lock").c_str());
}

std::size_t Uploads::sweep(base::Instant now) {
    store::Rows expired;
    std::set<std::string> open;
    store_.read([&](store::Reader& reader) {
        expired = reader.query("SELECT id FROM uploads WHERE expires_at <= ?", {now.milliseconds});
        reader.each("SELECT id FROM uploads WHERE sha256 IS NULL", {},
                    [&](store::Row const& row) { open.insert(base::to_string(row.id(0))); });
    });
    if (!expired.empty()) {
        store_.write([&](store::Transaction& transaction) {
            for (auto const& row : expired) {
                // A piece may have come since.
                auto const found = find_row(transaction, row.id(0));
                if (found && found->expires_at.milliseconds <= now.milliseconds) {
                    delete_row(transaction, row.id(0));
                }
            }
        });
        spdlog::info("files: {} uploads expired", expired.size());
    }
    std::error_code error;
    for (auto const& entry : fs::directory_iterator(folder_, error)) {
        auto const id = entry.path().filename().string().substr(0, 26);
        struct stat about {};
        bool const is_old = ::lstat(entry.path().c_str(), &about) == 0 &&
                            std::int64_t{about.st_mtime} * 1000 + limits_.life < now.milliseconds;
        if (is_old && !open.contains(id)) {
            ::unlink(entry.path().c_str());
        }
    }
    return expired.size();
}

Uploaded uploaded_file(store::Reader& reader, base::Ulid const& id, base::Ulid const& owner) {
    auto const upload = find_row(reader, id);
    if (!upload || upload->owner != owner) {
        not_there();
    }
    auto const file = find_file(reader, upload->sha256);
    if (!file) {
        throw base::Problem(base::Problem::conflict, "アップロードが終わっていません",
                            "the upload is not complete",
                            {{"upload", {"まだ届いていない部分があります", "a part has not arrived yet"}}});
    }
    return {*file, upload->name};
}

void finish_upload(store::Transaction& transaction, base::Ulid const& id) {
    delete_row(transaction, id);
}

}  // namespace platform::files
