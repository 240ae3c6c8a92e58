#pragma once
// An open file of the system, closed at the end of its scope, and the system's words for what went wrong.

#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace base {

class FileDescriptor {
  public:
    // Of ::open: negative when it failed; `errno` then says why.
    explicit FileDescriptor(int number) : number_(number) {}
    ~FileDescriptor() {
        if (number_ >= 0) {
            ::close(number_);
        }
    }
    FileDescriptor(FileDescriptor const&) = delete;
    FileDescriptor& operator=(FileDescriptor const&) = delete;
    [[nodiscard]] int number() const noexcept { return number_; }

  private:
    int number_;
};

// Of the last call that failed on this thread.
[[nodiscard]] inline std::string system_reason() {
    return std::generic_category().message(errno);
}

}  // namespace base
