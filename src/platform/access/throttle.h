#pragma once
// Growing delays after failed attempts, by key (an account's name, an address, both). In memory and bounded.
// Thread rule: every member may be called from any thread.

#include "base/instant.h"

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>

namespace platform::access {

struct ThrottleLimits {
    std::size_t free_attempts = 5;                  // failures without any delay
    std::chrono::seconds longest_delay{15 * 60};    // the delay doubles from one second up to this
    std::chrono::seconds forgotten_after{60 * 60};  // without another failure
    std::size_t most_keys = 20'000;
};

class Throttle {
  public:
    explicit Throttle(ThrottleLimits limits) : limits_(limits) {}

    // How long the next attempt must wait; zero: it may be made.
    [[nodiscard]] std::chrono::seconds delay(std::string const& key, base::Instant now) const;
    void failed(std::string const& key, base::Instant now);
    void succeeded(std::string const& key);
    // One failure that was counted beforehand was none.
    void take_back(std::string const& key);
    [[nodiscard]] std::size_t keys() const;

  private:
    struct Failures {
        std::size_t count = 0;
        base::Instant last;
    };

    [[nodiscard]] bool is_forgotten(Failures const& failures, base::Instant now) const;
    void make_room(base::Instant now);

    ThrottleLimits const limits_;
    mutable std::mutex mutex_;  // guards failures_
    std::map<std::string, Failures> failures_;
};

}  // namespace platform::access
