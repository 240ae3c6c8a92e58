#pragma once
// One timer that watches a deadline which may move. Moving it later costs nothing, which is what nearly every
// request does. Asio is in here: only server.cpp may include this file. Thread rule: the io thread only.

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <utility>

namespace platform::http {

using Clock = std::chrono::steady_clock;
using Timer = boost::asio::basic_waitable_timer<Clock, boost::asio::wait_traits<Clock>,
                                                boost::asio::io_context::executor_type>;

class Deadline : public std::enable_shared_from_this<Deadline> {
  public:
    // `on_expiry` may be called once for every deadline set, never after stop().
    Deadline(boost::asio::io_context& io, std::function<void()> on_expiry)
        : timer_(io), on_expiry_(std::move(on_expiry)) {}

    void set(Clock::time_point at) {
        has_expired_ = false;
        at_ = at;
        if (!is_watching_ || at < timer_.expiry()) {
            watch();
        }
    }
    void set_after(std::chrono::milliseconds time) { set(Clock::now() + time); }
    void clear() { at_ = Clock::time_point::max(); }
    void stop() {
        on_expiry_ = nullptr;
        timer_.cancel();
    }
    [[nodiscard]] bool has_expired() const { return has_expired_; }

  private:
    void watch() {
        is_watching_ = true;
        timer_.expires_at(at_);
        timer_.async_wait([self = shared_from_this()](boost::system::error_code error) {
            if (!error && self->on_expiry_) {
                self->look();
            }
        });
    }
    void look() {
        is_watching_ = false;
        if (Clock::now() >= at_) {
            has_expired_ = true;
            on_expiry_();
        } else if (at_ != Clock::time_point::max()) {
            watch();
        }
    }

    Timer timer_;
    Clock::time_point at_ = Clock::time_point::max();
    std::function<void()> on_expiry_;
    bool is_watching_ = false;
    bool has_expired_ = false;
};

}  // namespace platform::http
