#pragma once
// One connection and what all connections share. Asio and Beast are in here: only server.cpp may include this
// file, so that they are compiled once.

#include "platform/http/deadline.h"
#include "platform/http/event_queue.h"
#include "platform/http/message.h"
#include "platform/http/request_head.h"
#include "platform/http/response_head.h"
#include "platform/http/server.h"
#include "platform/http/worker_pool.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace platform::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;

// The one io thread's own executor, not the type-erased default: faster, and every type here follows from it.
using Executor = asio::io_context::executor_type;
template <typename T>  // reason: asio's coroutine type is a template of its result
using Task = asio::awaitable<T, Executor>;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
constexpr asio::use_awaitable_t<Executor> awaited;
constexpr auto with_error = asio::as_tuple(awaited);

constexpr std::size_t read_size = 4096;
constexpr std::size_t kept_buffer = 32 * 1024;
constexpr std::size_t piece_size = 256 * 1024;
constexpr std::size_t max_lingering_bytes = 4 * 1024 * 1024;

// For a connection too many; written without waiting.
constexpr std::string_view busy_answer =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

class Connection;

// What all connections share. Thread rule: settings, handler, body_limit, io and pool from any thread; the
// rest is the io thread's alone, so nothing here needs a lock.
struct ServerCore {
    ServerCore(Settings wanted, RootHandler root, BodyLimit limit)
        : settings(std::move(wanted)), handler(std::move(root)), body_limit(std::move(limit)) {}

    void admit(Socket socket);
    void remove(Connection const& connection);
    void begin_stop();

    Settings const settings;
    RootHandler const handler;
    BodyLimit const body_limit;
    asio::io_context io{1};
    WorkerPool pool{settings.workers, settings.max_waiting};

    Acceptor acceptor{io};
    asio::executor_work_guard<Executor> work{io.get_executor()};
    Timer stop_timer{io};
    bool stopping = false;
    std::size_t streams = 0;
    std::set<Connection*> connections;  // borrowed: each takes itself out when it ends
    std::map<std::string, std::size_t, std::less<>> per_address;
    DateHeader date;
};

// One connection: requests one after the other. Lives as long as its coroutine.
class Connection : public std::enable_shared_from_this<Connection> {
  public:
    Connection(ServerCore& core, Socket socket, std::string peer)
        : core_(core),
          socket_(std::move(socket)),
          deadline_(std::make_shared<Deadline>(core.io, [this] { abort_waiting(); })),
          wake_timer_(core.io),
          peer_(std::move(peer)) {}

    ~Connection() {
        deadline_->stop();
        core_.remove(*this);
    }
    Connection(Connection const&) = delete;
    Connection& operator=(Connection const&) = delete;

    [[nodiscard]] std::string const& peer() const { return peer_; }
    static Task<void> run(std::shared_ptr<Connection> self);
    void stop();
    void abort() {
        error_code ignored;
        socket_.close(ignored);
    }

  private:
    struct Gone {};  // the client left, or never said anything
    struct Incoming {
        Request request;
        AfterResponse wanted = AfterResponse::keep_alive;
    };
    template <typename T>  // reason: only a name for three variants
    using Outcome = std::variant<Gone, T, Refusal>;
    enum class Next : std::uint8_t { request, linger, close };

    Task<Next> serve_one();
    Task<Outcome<Incoming>> read_request();
    Task<Outcome<std::size_t>> read_head();
    [[nodiscard]] Outcome<std::size_t> cut_off() const;  // reading the head ended in an error
    Task<Outcome<std::string>> read_body(RequestHead const& head, std::size_t head_size);
    Task<Response> call_handler(Request& request);
    Task<Next> answer(Request& request, AfterResponse wanted);
    Task<Next> refuse(Refusal const& refusal);
    Task<void> wait_for_its_turn(std::chrono::milliseconds every, Clock::time_point start) const;
    Task<bool> write(Response const& response, HeadContext const& context, Method method);
    Task<bool> write_pieces(std::shared_ptr<Pieces const> pieces, std::string const& request_id);
    Task<std::string> next_piece(std::shared_ptr<Pieces const> pieces, std::size_t most,
                                 std::string const& request_id);
    Task<void> stream(Response response, Request const& request, std::shared_ptr<EventQueue> queue);
    Task<bool> write_events();
    static Task<void> watch_hang_up(std::shared_ptr<Connection> self, std::shared_ptr<EventQueue> queue);
    Task<void> linger();

    [[nodiscard]] std::shared_ptr<EventQueue> open_stream(Response const& response,
                                                          std::string const& request_id);
    void log(std::string_view method, std::string_view route, int status, std::string_view request_id,
             Clock::time_point start) const;
    [[nodiscard]] std::string_view received() const {
        return {static_cast<char const*>(buffer_.data().data()), buffer_.size()};
    }
    void wake_stream();

    void abort_waiting() {
        error_code ignored;
        socket_.cancel(ignored);
    }

    ServerCore& core_;
    Socket socket_;
    beast::flat_buffer buffer_;
    std::shared_ptr<Deadline> deadline_;  // shared with its own pending wait
    bool is_idle_ = false;
    std::size_t requests_ = 0;
    Timer wake_timer_;
    std::shared_ptr<EventQueue> queue_;  // shared with the handlers that send
    std::string const peer_;
};

}  // namespace platform::http
