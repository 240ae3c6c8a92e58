#pragma once
// What waits to be sent on one event stream: bounded, so that a slow client costs a known amount of memory
// and is then closed. Thread rule: every member may be called from any thread; take() is the server's io
// thread's.

#include "platform/http/message.h"

#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace platform::http {

struct EventLimits {
    std::size_t max_events = 256;
    std::size_t max_bytes = 1024 * 1024;
};

// One event as text/event-stream spells it. Line ends in `event` and `id` are left out; `data` may have
// several lines.
[[nodiscard]] std::string format_event(std::string_view event, std::string_view data, std::string_view id);

class EventQueue final : public EventStream {
  public:
    // `wake` is called (under the queue's lock: it must only post) whenever take() has something new to see.
    EventQueue(EventLimits limits, std::function<void()> wake) : limits_(limits), wake_(std::move(wake)) {}

    bool send(std::string_view event, std::string_view data, std::string_view id) override;
    void close() override;
    [[nodiscard]] bool is_open() const override;

    // Closed because the client did not keep up.
    [[nodiscard]] bool has_overflowed() const;
    // Everything queued, in order; the next send() wakes again.
    [[nodiscard]] std::string take();
    // After this, wake is never called again.
    void detach();

  private:
    void wake_once();  // under the lock

    EventLimits const limits_;
    mutable std::mutex mutex_;  // guards everything below
    std::function<void()> wake_;
    std::string queued_;
    std::size_t events_ = 0;
    bool is_open_ = true;
    bool has_overflowed_ = false;
    bool woken_ = false;
};

}  // namespace platform::http
