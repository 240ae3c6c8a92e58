#include "platform/store/commit_listener.h"

#include <fmt/format.h>
#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>

namespace platform::store {

namespace {

constexpr int reconnect_after = 250;  // ms

}  // namespace

CommitListener::CommitListener(std::string where, CommitSignal& signal, std::function<int()> own_process)
    : where_(std::move(where)),
      signal_(signal),
      own_process_(std::move(own_process)),
      stop_event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    BASE_ASSERT(stop_event_ >= 0);
    connect();
    thread_ = std::jthread([this](std::stop_token const& stop) { run(stop); });
}

CommitListener::~CommitListener() {
    thread_.request_stop();
    eventfd_t const one = 1;
    ::eventfd_write(stop_event_, one);
    thread_.join();
    ::close(stop_event_);
}

void CommitListener::connect() {
    connection_ =
        std::make_unique<PostgresqlConnection>(where_, fmt::format("LISTEN {}", commit_channel), nullptr);
}

void CommitListener::run(std::stop_token const& stop) {
    bool told = false;
    while (!stop.stop_requested()) {
        try {
            if (!connection_) {
                connect();
                told = false;
                signal_.committed();  // what was said meanwhile was not heard
            }
            if (!listen()) {
                connection_.reset();
            }
        } catch (base::Problem const& problem) {
            connection_.reset();
            if (!told) {
                spdlog::warn("store: other nodes are not heard: {}", problem.what());
                told = true;
            }
            pollfd event{stop_event_, POLLIN, 0};
            ::poll(&event, 1, reconnect_after);
        }
    }
}

bool CommitListener::listen() {
    std::array<pollfd, 2> events{{{connection_->socket(), POLLIN, 0}, {stop_event_, POLLIN, 0}}};
    ::poll(events.data(), events.size(), -1);
    if (connection_->take_notices(own_process_())) {
        signal_.committed();
    }
    return connection_->is_usable();
}

}  // namespace platform::store
