#pragma once
// Argon2id on a bounded pool: slow on purpose, so never on a thread that answers requests, and never more
// than the pool takes. Thread rule: every member may be called from any thread; calls wait for the pool.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace platform::http {
class WorkerPool;
}

namespace platform::access {

// Measured in stack.md: 3 passes over 64 MiB take about 85 ms.
struct HashCost {
    unsigned long long passes = 3;
    std::size_t memory = 64UL * 1024 * 1024;
};

struct HasherLimits {
    std::size_t threads = 2;
    std::size_t waiting = 32;
};

class PasswordHasher {
  public:
    explicit PasswordHasher(HashCost cost = {}, HasherLimits limits = {});
    ~PasswordHasher();
    PasswordHasher(PasswordHasher const&) = delete;
    PasswordHasher& operator=(PasswordHasher const&) = delete;

    // The text to keep: algorithm, cost, salt and hash. Problem::unavailable when too many wait.
    [[nodiscard]] std::string hash(std::string_view password);
    // Without a stored hash (no such account) the same work is done, and the answer is no.
    [[nodiscard]] bool verify(std::optional<std::string> const& stored, std::string_view password);
    // Whether a stored hash was made at another cost than today's.
    [[nodiscard]] bool needs_rehash(std::string const& stored) const;

  private:
    HashCost cost_;
    std::unique_ptr<http::WorkerPool> pool_;
    std::string nobodys_hash_;
};

}  // namespace platform::access
