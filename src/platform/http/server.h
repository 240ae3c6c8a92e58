#pragma once
// The HTTP server: sockets, limits, deadlines, workers, event streams. Asio and Beast stay inside server.cpp.
// Thread rule: start() and stop() from the owner; handlers run on the workers, never on the io thread.

#include "platform/http/access_log.h"
#include "platform/http/address_range.h"
#include "platform/http/event_queue.h"
#include "platform/http/message.h"
#include "platform/http/request_head.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace platform::http {

enum class AccessLog : std::uint8_t { on, off };

// Told of each answered request; called on the io thread, so it must be short.
using Observer = std::function<void(AccessLogEntry const&)>;

struct Settings {
    std::string address = "127.0.0.1";  // others only with behind_proxy
    std::uint16_t port = 0;             // 0: any free one, see Server::port()
    // The reverse proxy's addresses: X-Forwarded-For and -Proto are believed from there and from nowhere
    // else.
    std::optional<AddressRange> behind_proxy{};
    std::vector<std::string>
        allowed_hosts{};  // Host without port; empty: any. Others are answered 421 (DNS rebinding).

    std::size_t workers = 4;
    std::size_t max_waiting = 256;                  // requests waiting for a worker; more are answered 503
    std::size_t max_connections = 4096;             // fewer where the system allows fewer open files
    std::size_t max_connections_per_address = 256;  // not behind a proxy, where all come from one
    std::size_t max_requests_per_connection = 10'000;
    std::size_t max_streams = 2048;

    HeadLimits head{};
    EventLimits events{};
    std::chrono::milliseconds header_deadline{15'000};  // from a request's first byte to its head's last
    std::chrono::milliseconds idle_timeout{60'000};     // between requests
    std::chrono::milliseconds transfer_grace{15'000};   // a body, in or out, may take this long …
    std::size_t min_bytes_per_second = 16 * 1024;       // … and the time its bytes take at this rate
    std::chrono::milliseconds heartbeat{15'000};        // comment on a silent event stream
    std::chrono::milliseconds linger{1'000};  // reading on after a refusal, so that its answer arrives
    std::chrono::milliseconds stop_deadline{10'000};  // what running requests are given by stop()
    AccessLog access_log = AccessLog::on;
    Observer observer{};

    // How long so many bytes may take.
    [[nodiscard]] std::chrono::milliseconds transfer_time(std::size_t bytes) const;
};

// Throws Problem::invalid for an address that is not loopback without behind_proxy.
void check_address(Settings const& settings);

// The largest body a request may bring, asked as soon as its head is there.
using BodyLimit = std::function<std::size_t(Method, std::string_view path)>;

class Server {
  public:
    Server(Settings settings, RootHandler handler, BodyLimit body_limit);
    ~Server();  // stops
    Server(Server const&) = delete;
    Server& operator=(Server const&) = delete;

    // Binds and begins to answer. Throws Problem when the address is taken or not allowed.
    void start();
    [[nodiscard]] std::uint16_t port() const;
    // Accepts no more, closes streams and idle connections, gives running requests stop_deadline, then
    // returns. A handler must end by itself: a thread cannot be killed, so stop() waits for one that runs on.
    void stop();

  private:
    class Engine;
    std::unique_ptr<Engine> engine_;
};

}  // namespace platform::http
