#include "platform/access/throttle.h"

#include <algorithm>
#include <cstdint>

namespace platform::access {

bool Throttle::is_forgotten(Failures const& failures, base::Instant now) const {
    return now.milliseconds - failures.last.milliseconds >
           std::chrono::duration_cast<std::chrono::milliseconds>(limits_.forgotten_after).count();
}

std::chrono::seconds Throttle::delay(std::string const& key, base::Instant now) const {
    std::scoped_lock const lock(mutex_);
    auto const found = failures_.find(key);
    if (found == failures_.end() || found->second.count < limits_.free_attempts ||
        is_forgotten(found->second, now)) {
        return std::chrono::seconds(0);
    }
    auto const doublings = std::min<std::size_t>(found->second.count - limits_.free_attempts, 20);
    auto const whole = std::min<std::int64_t>(std::int64_t{1} << doublings, limits_.longest_delay.count());
    auto const left = whole * 1000 - (now.milliseconds - found->second.last.milliseconds);
    return std::chrono::seconds(
        std::clamp<std::int64_t>((left + 999) / 1000, 0, limits_.longest_delay.count()));
}

void Throttle::failed(std::string const& key, base::Instant now) {
    std::scoped_lock const lock(mutex_);
    if (!failures_.contains(key) && failures_.size() >= limits_.most_keys) {
        make_room(now);
    }
    auto& failures = failures_[key];
    if (is_forgotten(failures, now)) {
        failures.count = 0;
    }
    ++failures.count;
    failures.last = now;
}

void Throttle::succeeded(std::string const& key) {
    std::scoped_lock const lock(mutex_);
    failures_.erase(key);
}

void Throttle::take_back(std::string const& key) {
    std::scoped_lock const lock(mutex_);
    auto const found = failures_.find(key);
    if (found != failures_.end() && --found->second.count == 0) {
        failures_.erase(found);
    }
}

std::size_t Throttle::keys() const {
    std::scoped_lock const lock(mutex_);
    return failures_.size();
}

// Forgotten keys first; where there are none, the least failed go, so that a flood of names frees nobody who
// is being guessed.
void Throttle::make_room(base::Instant now) {
    std::erase_if(failures_, [&](auto const& entry) { return is_forgotten(entry.second, now); });
    if (failures_.size() < limits_.most_keys) {
        return;
    }
    std::erase_if(failures_,
                  [this](auto const& entry) { return entry.second.count < limits_.free_attempts; });
    if (failures_.size() >= limits_.most_keys) {
        failures_.erase(failures_.begin());
    }
}

}  // namespace platform::access
