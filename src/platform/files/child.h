#pragma once
// A child process of this program that reads one file of strangers' bytes under limits of its own: memory,
// time, no files, no descriptors but the file itself and a pipe back. What it says is parsed as untrusted.
// Thread rule: from any thread; at most two children at once, others wait.

#include "base/problem.h"
#include "platform/files/reading.h"
#include "platform/files/vault.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <semaphore>
#include <string>
#include <vector>

namespace platform::files {

struct ChildLimits {
    std::chrono::milliseconds longest{20'000};         // on the wall
    std::size_t most_output = std::size_t{64} << 20U;  // bytes
};

class ReadingChild {
  public:
    // `command`: the program and its arguments; the wish is added as the last.
    explicit ReadingChild(std::vector<std::string> command, ChildLimits limits = {})
        : command_(std::move(command)), limits_(limits) {}

    // What the file is. Where the child fails, `reading` says so: kind "none" and a warning, so that a file
    // that nobody can read can still be kept. A mail whose pictures end the child is read without them.
    [[nodiscard]] Reading read(Vault const& vault, std::string_view sha256, Wish wish) const;

  private:
    [[nodiscard]] std::optional<Reading> ask(Vault const& vault, std::string_view sha256, Wish wish) const;

    std::vector<std::string> command_;
    ChildLimits limits_;
    mutable std::counting_semaphore<2> free_{2};
};

// In the child, before any byte of the file is read. Nothing of it can be undone.
void limit_this_process();
// All of standard input, at most so much.
[[nodiscard]] std::string read_input(std::size_t most);
void write_output(std::string_view bytes);

}  // namespace platform::files
