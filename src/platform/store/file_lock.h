#pragma once
// Who has a store open, told to other programs by a lock on a file beside it, which the system takes back
// when the program ends in whatever way. Thread rule: belongs to one thread at a time.

#include "platform/store/store.h"

#include <string>
#include <string_view>

namespace platform::store {

class FileLock {
  public:
    FileLock() = default;
    // Problem::conflict when somebody has it otherwise; Problem::unavailable when the file cannot be made.
    [[nodiscard]] static FileLock shared(std::string const& file);
    [[nodiscard]] static FileLock alone(std::string const& file);
    ~FileLock();
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    FileLock(FileLock const&) = delete;
    FileLock& operator=(FileLock const&) = delete;

  private:
    FileLock(std::string const& file, Use use);

    int descriptor_ = -1;
};

// The lock's file of a SQLite database.
[[nodiscard]] std::string lock_file_of(std::string_view database);
// Says that somebody else has the store: at work when it was wanted alone, moving it when it was to be
// shared.
[[noreturn]] void refuse_use(Use wanted);

}  // namespace platform::store
