#include "platform/store/file_lock.h"

#include "base/problem.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <utility>

namespace platform::store {

FileLock::FileLock(std::string const& file, Use use)
    : descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (descriptor_ < 0) {
        throw base::Problem(base::Problem::unavailable, "ファイルを作れません: " + file,
                            "cannot make the file " + file);
    }
    if (::flock(descriptor_, (use == Use::shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0) {
        ::close(descriptor_);
        refuse_use(use);
    }
}

FileLock FileLock::shared(std::string const& file) {
    return {file, Use::shared};
}

FileLock FileLock::alone(std::string const& file) {
    return {file, Use::alone};
}

FileLock::~FileLock() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

std::string lock_file_of(std::string_view database) {
    return std::string(database) + ".lock";
}

void refuse_use(Use wanted) {
    if (wanted == Use::shared) {
        throw base::Problem(base::Problem::conflict,
                            "データベースは移行中又は復元中です。終わってから起動してください",
                            "the database is being moved or restored: start when that is done");
    }
    throw base::Problem(
        base::Problem::conflict,
        "ほかのプログラム (renkei serve 等) がデータベースを使用中です。終了してから実行してください",
        "another program (renkei serve …) has the database open: stop it first");
}

}  // namespace platform::store
