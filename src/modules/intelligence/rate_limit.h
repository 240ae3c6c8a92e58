#pragma once
// So many look-ups a minute for one account: a token bucket each. In memory and bounded.
// Thread rule: every member may be called from any thread.

#include "base/id.h"
#include "base/instant.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>

namespace modules::intelligence {

class RateLimit {
  public:
    // `most` at once, and as many again each `period`.
    RateLimit(std::int64_t most, std::chrono::milliseconds period) : most_(most), period_(period) {}

    // Takes one. Zero: go on; else how long to wait, and nothing was taken.
    [[nodiscard]] std::chrono::milliseconds take(base::Ulid const& account, base::Instant now);

  private:
    struct Bucket {
        std::int64_t used = 0;  // milliseconds of refilling that are owed
        base::Instant at;
    };

    void forget_full(base::Instant now);

    std::int64_t const most_;
    std::chrono::milliseconds const period_;
    std::mutex mutex_;  // guards buckets_
    std::map<base::Ulid, Bucket> buckets_;
};

}  // namespace modules::intelligence
