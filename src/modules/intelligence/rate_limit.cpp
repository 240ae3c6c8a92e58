#include "modules/intelligence/rate_limit.h"

#include <algorithm>

namespace modules::intelligence {

namespace {

constexpr std::size_t most_buckets = 10'000;

}  // namespace

std::chrono::milliseconds RateLimit::take(base::Ulid const& account, base::Instant now) {
    auto const cost = period_.count() / most_;
    std::scoped_lock const lock(mutex_);
    if (buckets_.size() >= most_buckets) {
        forget_full(now);
    }
    auto& bucket = buckets_[account];
    auto const passed = std::max<std::int64_t>(now.milliseconds - bucket.at.milliseconds, 0);
    bucket.used = std::max<std::int64_t>(bucket.used - passed, 0);
    bucket.at = now;
    if (bucket.used + cost > period_.count()) {
        return std::chrono::milliseconds(bucket.used + cost - period_.count());
    }
    bucket.used += cost;
    return std::chrono::milliseconds::zero();
}

// A full bucket says nothing that a new one would not say.
void RateLimit::forget_full(base::Instant now) {
    std::erase_if(buckets_, [&](auto const& entry) {
        return now.milliseconds - entry.second.at.milliseconds >= period_.count();
    });
}

}  // namespace modules::intelligence
