#include "platform/http/server.h"

#include "base/id.h"
#include "base/problem.h"
#include "platform/http/access_log.h"
#include "platform/http/header_values.h"
#include "platform/http/problem_response.h"
#include "platform/http/response_head.h"
#include "platform/http/worker_pool.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <array>
#include <ctime>
#include <map>
#include <set>
#include <thread>
#include <utility>
#include <variant>

namespace platform::http {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

// The one io thread's own executor, not the type-erased default: faster, and every type here follows from it.
using Executor = asio::io_context::executor_type;
template <typename T>  // reason: asio's coroutine type is a template of its result
using Task = asio::awaitable<T, Executor>;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;
constexpr asio::use_awaitable_t<Executor> awaited;
constexpr auto with_error = asio::as_tuple(awaited);

constexpr std::size_t read_size = 4096;
constexpr std::size_t kept_buffer = 32 * 1024;
constexpr std::size_t max_lingering_bytes = 4 * 1024 * 1024;

class Session;

// What all connections share. Thread rule: settings, handler, body_limit, io and pool from any thread; the
// rest is the io thread's alone, so nothing here needs a lock.
struct Core {
    Core(Settings wanted, RootHandler root, BodyLimit limit)
        : settings(std::move(wanted)), handler(std::move(root)), body_limit(std::move(limit)) {}

    [[nodiscard]] std::string_view date();
    [[nodiscard]] std::chrono::milliseconds transfer_time(std::size_t bytes) const;
    void admit(Socket socket);
    void remove(Session const& session);
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
    std::set<Session*> sessions;  // borrowed: each takes itself out when it ends
    std::map<std::string, std::size_t, std::less<>> per_address;
    std::time_t date_second = 0;
    std::string date_text;
};

// One connection: requests one after the other. Lives as long as its coroutine.
class Session : public std::enable_shared_from_this<Session> {
  public:
    Session(Core& core, Socket socket, std::string peer)
        : core_(core),
          socket_(std::move(socket)),
          timer_(core.io),
          wake_timer_(core.io),
          peer_(std::move(peer)) {}

    [[nodiscard]] std::string const& peer() const { return peer_; }
    static Task<void> run(std::shared_ptr<Session> self);
    void stop();
    void abort();

  private:
    struct Gone {};  // the client left, or never said anything
    using HeadOutcome = std::variant<Gone, std::size_t, Refusal>;
    using BodyOutcome = std::variant<Gone, std::string, Refusal>;
    enum class Next : std::uint8_t { request, linger, close };

    Task<Next> serve_one();
    Task<HeadOutcome> read_head();
    Task<BodyOutcome> read_body(RequestHead const& head, std::size_t head_size);
    Task<Response> call_handler(Request& request);
    Task<Next> answer(Request& request, AfterResponse wanted);
    Task<Next> refuse(Refusal const& refusal, Language language);
    Task<bool> write(Response const& response, HeadContext const& context, Method method);
    Task<void> stream(Response response, Request const& request, std::shared_ptr<EventQueue> queue);
    Task<bool> write_events();
    static Task<void> watch_hang_up(std::shared_ptr<Session> self, std::shared_ptr<EventQueue> queue);
    Task<void> linger();

    [[nodiscard]] Request make_request(RequestHead head) const;
    [[nodiscard]] bool is_allowed_host(RequestHead const& head) const;
    [[nodiscard]] std::shared_ptr<EventQueue> open_stream(Response const& response,
                                                          std::string const& request_id);
    [[nodiscard]] std::string_view received() const;
    void wake_stream();

    void expire_after(std::chrono::milliseconds time) { expire_at(Clock::now() + time); }
    void expire_at(Clock::time_point deadline);
    void never_expire() { deadline_ = Clock::time_point::max(); }
    void watch();
    void finish();

    Core& core_;
    Socket socket_;
    beast::flat_buffer buffer_;
    // One timer watches the deadline; moving the deadline later costs nothing, which is what nearly every
    // request does.
    Timer timer_;
    Clock::time_point deadline_ = Clock::time_point::max();
    bool is_watching_ = false;
    bool has_expired_ = false;
    bool is_idle_ = false;
    bool is_finished_ = false;
    std::size_t requests_ = 0;
    Timer wake_timer_;
    std::shared_ptr<EventQueue> queue_;  // shared with the handlers that send
    std::string const peer_;
};

// ---- deadline ----

void Session::expire_at(Clock::time_point deadline) {
    has_expired_ = false;
    deadline_ = deadline;
    if (!is_watching_ || deadline < timer_.expiry()) {
        watch();
    }
}

void Session::watch() {
    is_watching_ = true;
    timer_.expires_at(deadline_);
    timer_.async_wait([self = shared_from_this()](error_code error) {
        if (error || self->is_finished_) {
            return;
        }
        self->is_watching_ = false;
        if (Clock::now() >= self->deadline_) {
            self->has_expired_ = true;
            self->socket_.cancel(error);
        } else if (self->deadline_ != Clock::time_point::max()) {
            self->watch();
        }
    });
}

void Session::finish() {
    is_finished_ = true;
    error_code ignored;
    timer_.cancel();
    socket_.close(ignored);
    core_.remove(*this);
}

void Session::stop() {
    error_code ignored;
    if (queue_) {
        queue_->close();
    } else if (is_idle_) {
        socket_.cancel(ignored);
    }
}

void Session::abort() {
    error_code ignored;
    socket_.close(ignored);
}

// ---- reading ----

std::string_view Session::received() const {
    return {static_cast<char const*>(buffer_.data().data()), buffer_.size()};
}

Task<Session::HeadOutcome> Session::read_head() {
    HeadScanner scanner(core_.settings.head);
    bool has_begun = false;
    expire_after(requests_ == 0 ? core_.settings.header_deadline : core_.settings.idle_timeout);
    while (true) {
        if (buffer_.size() > 0) {
            if (auto found = scanner.scan(received())) {
                if (auto const* size = std::get_if<std::size_t>(&*found)) {
                    co_return *size;
                }
                co_return std::get<Refusal>(std::move(*found));
            }
            if (!has_begun) {
                has_begun = true;
                expire_after(core_.settings.header_deadline);
            }
        } else if (core_.stopping) {
            co_return Gone{};
        }
        is_idle_ = !has_begun;
        auto const [error, count] = co_await socket_.async_read_some(buffer_.prepare(read_size), with_error);
        is_idle_ = false;
        buffer_.commit(count);
        if (error) {
            if (has_expired_ && buffer_.size() > 0) {
                co_return Refusal{
                    408, "header", {"ヘッダーが時間内に届きませんでした", "the head did not arrive in time"}};
            }
            co_return Gone{};
        }
    }
}

Task<Session::BodyOutcome> Session::read_body(RequestHead const& head, std::size_t head_size) {
    static Refusal const too_large{
        413, "body", {"本文が大きすぎます", "the body is larger than this route takes"}};
    auto const limit = core_.body_limit(head.method, head.path);
    if (head.content_length.value_or(0) > limit) {
        co_return too_large;
    }
    if (head.expects_continue && buffer_.size() == head_size) {
        expire_after(core_.settings.transfer_grace);
        co_await asio::async_write(socket_, asio::buffer(std::string_view("HTTP/1.1 100 Continue\r\n\r\n")),
                                   with_error);
    }
    beast::http::request_parser<beast::http::string_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(core_.settings.head.max_head + 1));
    parser.body_limit(limit);
    auto const start = Clock::now();
    std::size_t consumed = 0;
    while (!parser.is_done()) {
        expire_at(start + core_.transfer_time(consumed));
        auto const [error, count] =
            co_await beast::http::async_read_some(socket_, buffer_, parser, with_error);
        consumed += count;
        // Chunk extensions do not count as body: without a bound they would be read for ever.
        if (error == beast::http::error::body_limit || consumed > head_size + 4 * limit + kept_buffer) {
            co_return too_large;
        }
        if (error && has_expired_) {
            co_return Refusal{
                408, "body", {"本文が時間内に届きませんでした", "the body did not arrive in time"}};
        }
        bool const is_socket_error = error && error.category() == asio::error::get_system_category();
        if (is_socket_error || error == beast::http::error::partial_message) {
            co_return Gone{};
        }
        if (error) {
            co_return Refusal{
                400, "body", {"本文の区切りが正しくありません", "the body's framing is malformed"}};
        }
    }
    if (buffer_.size() == 0 && buffer_.capacity() > kept_buffer) {
        buffer_.shrink_to_fit();
    }
    co_return std::move(parser.get().body());
}

bool Session::is_allowed_host(RequestHead const& head) const {
    auto const& allowed = core_.settings.allowed_hosts;
    if (allowed.empty()) {
        return true;
    }
    for (auto const& [name, value] : head.headers) {
        if (name == "host") {
            auto const colon = value.ends_with(']') ? std::string::npos : value.rfind(':');
            auto const host = std::string_view(value).substr(0, colon);
            return std::ranges::any_of(allowed,
                                       [host](auto const& one) { return equals_ignoring_case(one, host); });
        }
    }
    return false;
}

Request Session::make_request(RequestHead head) const {
    Request request;
    request.method = head.method;
    request.target = std::move(head.target);
    request.path = std::move(head.path);
    request.query = std::move(head.query);
    request.headers = std::move(head.headers);
    request.request_id = base::to_string(base::new_ulid());
    request.language = preferred_language(request.header("accept-language").value_or(""));
    request.remote_address = peer_;
    if (core_.settings.behind_proxy && core_.settings.behind_proxy->contains(peer_)) {
        std::string forwarded;  // a client may have sent one too: joined in order, the proxy's is last
        for (auto const& [name, value] : request.headers) {
            if (name == "x-forwarded-for") {
                forwarded.append(value).append(",");
            }
        }
        request.remote_address = client_address(forwarded, peer_, *core_.settings.behind_proxy);
        request.over_tls = request.header("x-forwarded-proto") == "https";
    }
    return request;
}

// ---- answering ----

Task<Response> Session::call_handler(Request& request) {
    auto initiate = [this, &request](auto completion) {
        // Shared only because std::function wants a copyable job; the worker moves it on to the io thread.
        auto const waiting = std::make_shared<decltype(completion)>(std::move(completion));
        auto const reply = [this, waiting](Response response) {
            asio::post(core_.io, [waiting = std::move(*waiting), response = std::move(response)]() mutable {
                std::move(waiting)(std::move(response));
            });
        };
        bool const is_queued = core_.pool.submit([this, reply, &request] {
            ProblemContext const context{request.request_id, request.language};
            reply(answer_or_problem(context, [this, &request] { return core_.handler(request); }));
        });
        if (!is_queued) {
            reply(overload_response({request.request_id, request.language}));
        }
    };
    co_return co_await asio::async_initiate<decltype(awaited), void(Response)>(std::move(initiate), awaited);
}

Task<bool> Session::write(Response const& response, HeadContext const& context, Method method) {
    auto const head = serialize_head(response, context);
    bool const has_content = method != Method::head && may_have_content(response.status);
    auto const content = has_content ? response.content() : std::string_view();
    expire_after(core_.transfer_time(content.size()));
    std::array<asio::const_buffer, 2> const buffers = {asio::buffer(head), asio::buffer(content)};
    auto const [error, count] = co_await asio::async_write(socket_, buffers, with_error);
    co_return !error;
}

Task<Session::Next> Session::answer(Request& request, AfterResponse wanted) {
    auto const start = Clock::now();
    never_expire();
    auto response = co_await call_handler(request);
    if (response.on_stream && request.method != Method::head) {
        if (auto queue = open_stream(response, request.request_id)) {
            co_await stream(std::move(response), request, std::move(queue));
            co_return Next::close;
        }
        response = overload_response({request.request_id, request.language});
    }
    bool const closes = wanted == AfterResponse::close || core_.stopping ||
                        requests_ >= core_.settings.max_requests_per_connection;
    HeadContext const context{.request_id = request.request_id,
                              .date = core_.date(),
                              .after = closes ? AfterResponse::close : AfterResponse::keep_alive};
    bool const is_written = co_await write(response, context, request.method);
    if (core_.settings.access_log == AccessLog::on) {
        log_access({.method = to_string(request.method),
                    .route = request.route,
                    .status = response.status,
                    .taken = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start),
                    .request_id = request.request_id});
    }
    if (!is_written) {
        co_return Next::close;
    }
    co_return closes ? Next::linger : Next::request;
}

Task<Session::Next> Session::refuse(Refusal const& refusal, Language language) {
    auto const request_id = base::to_string(base::new_ulid());
    auto const response = refusal_response(refusal, {request_id, language});
    HeadContext const context{.request_id = request_id, .date = core_.date(), .after = AfterResponse::close};
    bool const is_written = co_await write(response, context, Method::get);
    if (core_.settings.access_log == AccessLog::on) {
        log_access(
            {.method = "-", .route = "-", .status = refusal.status, .taken = {}, .request_id = request_id});
    }
    co_return is_written ? Next::linger : Next::close;
}

Task<Session::Next> Session::serve_one() {
    auto found = co_await read_head();
    if (std::holds_alternative<Gone>(found)) {
        co_return Next::close;
    }
    if (auto const* refusal = std::get_if<Refusal>(&found)) {
        co_return co_await refuse(*refusal, Language::ja);
    }
    ++requests_;
    auto const head_size = std::get<std::size_t>(found);
    auto parsed = parse_head(received().substr(0, head_size), core_.settings.head);
    if (auto const* refusal = std::get_if<Refusal>(&parsed)) {
        co_return co_await refuse(*refusal, Language::ja);
    }
    auto& head = std::get<RequestHead>(parsed);
    if (!is_allowed_host(head)) {
        Refusal const other_host{
            421, "host", {"このサーバーの名前ではありません", "not a name of this server"}};
        co_return co_await refuse(other_host, Language::ja);
    }
    std::string body;
    if (head.has_body()) {
        auto read = co_await read_body(head, head_size);
        if (auto const* refusal = std::get_if<Refusal>(&read)) {
            co_return co_await refuse(*refusal, Language::ja);
        }
        if (std::holds_alternative<Gone>(read)) {
            co_return Next::close;
        }
        body = std::get<std::string>(std::move(read));
    } else {
        buffer_.consume(head_size);
    }
    auto const wanted = head.keep_alive ? AfterResponse::keep_alive : AfterResponse::close;
    auto request = make_request(std::move(head));
    request.body = std::move(body);
    co_return co_await answer(request, wanted);
}

// Reads on for a moment: closing at once with unread input would reset the connection and lose the answer
// just sent.
Task<void> Session::linger() {
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
    buffer_.clear();
    expire_after(core_.settings.linger);
    std::size_t drained = 0;
    while (drained < max_lingering_bytes) {
        auto const [error, count] =
            co_await socket_.async_read_some(buffer_.prepare(kept_buffer), with_error);
        if (error) {
            co_return;
        }
        drained += count;
    }
}

Task<void> Session::run(std::shared_ptr<Session> self) {
    auto next = Next::request;
    while (next == Next::request) {
        next = co_await self->serve_one();
    }
    if (next == Next::linger) {
        co_await self->linger();
    }
    self->finish();
}

// ---- event streams ----

std::shared_ptr<EventQueue> Session::open_stream(Response const& response, std::string const& request_id) {
    if (core_.stopping || core_.streams >= core_.settings.max_streams) {
        return nullptr;
    }
    auto queue =
        std::make_shared<EventQueue>(core_.settings.events, [weak = weak_from_this(), io = &core_.io] {
            asio::post(*io, [weak] {
                if (auto const self = weak.lock()) {
                    self->wake_stream();
                }
            });
        });
    bool const is_queued = core_.pool.submit([queue, request_id, opened = response.on_stream] {
        auto const result = answer_or_problem({request_id, Language::ja}, [&] {
            opened(queue);
            return Response{};
        });
        if (result.status != 200) {
            queue->close();
        }
    });
    return is_queued ? queue : nullptr;
}

void Session::wake_stream() {
    wake_timer_.cancel();
    if (queue_ && queue_->has_overflowed()) {
        error_code ignored;
        socket_.cancel(ignored);  // a write to a client that does not read may hang in it
    }
}

Task<void> Session::watch_hang_up(std::shared_ptr<Session> self, std::shared_ptr<EventQueue> queue) {
    std::array<char, 512> ignored{};
    while (queue->is_open()) {
        auto const [error, count] = co_await self->socket_.async_read_some(asio::buffer(ignored), with_error);
        if (error) {
            break;
        }
    }
    queue->close();
}

// One turn: what is queued, or a comment when nothing was for a heartbeat. False: the stream is over.
Task<bool> Session::write_events() {
    auto text = queue_->take();
    if (text.empty()) {
        if (!queue_->is_open()) {
            co_return false;
        }
        never_expire();
        wake_timer_.expires_after(core_.settings.heartbeat);
        auto const [error] = co_await wake_timer_.async_wait(with_error);
        if (error) {
            co_return true;  // woken: look again
        }
        text = ":\n\n";
    }
    expire_after(core_.transfer_time(text.size()));
    auto const [error, count] = co_await asio::async_write(socket_, asio::buffer(text), with_error);
    co_return !error && !queue_->has_overflowed();
}

Task<void> Session::stream(Response response, Request const& request, std::shared_ptr<EventQueue> queue) {
    queue_ = std::move(queue);
    ++core_.streams;
    response.headers.emplace_back("Content-Type", "text/event-stream");
    response.headers.emplace_back("X-Accel-Buffering", "no");  // nginx must not hold events back
    response.body.clear();
    HeadContext const context{.request_id = request.request_id,
                              .date = core_.date(),
                              .after = AfterResponse::close,
                              .framing = Framing::until_close};
    bool is_open = co_await write(response, context, request.method);
    if (core_.settings.access_log == AccessLog::on) {
        log_access({.method = to_string(request.method),
                    .route = request.route,
                    .status = response.status,
                    .taken = {},
                    .request_id = request.request_id});
    }
    asio::co_spawn(core_.io, watch_hang_up(shared_from_this(), queue_), asio::detached);
    while (is_open) {
        is_open = co_await write_events();
    }
    queue_->detach();
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_both, ignored);
    socket_.cancel(ignored);
    --core_.streams;
}

// ---- what connections share ----

std::string_view Core::date() {
    auto const now = std::time(nullptr);
    if (now != date_second) {
        date_second = now;
        date_text = http_date(now);
    }
    return date_text;
}

std::chrono::milliseconds Core::transfer_time(std::size_t bytes) const {
    return settings.transfer_grace + std::chrono::milliseconds(bytes * 1000 / settings.min_bytes_per_second);
}

void Core::admit(Socket socket) {
    error_code error;
    auto const endpoint = socket.remote_endpoint(error);
    if (error) {
        return;
    }
    auto peer = endpoint.address().to_string();
    auto& count = per_address[peer];
    bool const is_too_many = !settings.behind_proxy && count >= settings.max_connections_per_address;
    if (sessions.size() >= settings.max_connections || is_too_many) {
        if (count == 0) {
            per_address.erase(peer);
        }
        static constexpr std::string_view busy =
            "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: "
            "close\r\n\r\n";
        socket.non_blocking(true, error);
        socket.write_some(asio::buffer(busy), error);  // fits the empty send buffer, or is left
        return;
    }
    ++count;
    socket.set_option(tcp::no_delay(true), error);
    auto const session = std::make_shared<Session>(*this, std::move(socket), std::move(peer));
    sessions.insert(session.get());
    asio::co_spawn(io, Session::run(session), asio::detached);
}

void Core::remove(Session const& session) {
    std::erase_if(sessions, [&](Session const* one) { return one == &session; });
    auto const found = per_address.find(session.peer());
    if (found != per_address.end() && --found->second == 0) {
        per_address.erase(found);
    }
    if (stopping && sessions.empty()) {
        stop_timer.cancel();
        work.reset();
    }
}

void Core::begin_stop() {
    stopping = true;
    error_code ignored;
    acceptor.close(ignored);
    if (sessions.empty()) {
        work.reset();
        return;
    }
    for (auto* session : sessions) {
        session->stop();
    }
    stop_timer.expires_after(settings.stop_deadline);
    stop_timer.async_wait([this](error_code error) {
        if (error) {
            return;
        }
        log_server("stopping: connections were cut after the stop deadline");
        for (auto* session : sessions) {
            session->abort();
        }
    });
}

Task<void> accept_connections(Core& core) {
    while (core.acceptor.is_open()) {
        auto [error, socket] = co_await core.acceptor.async_accept(with_error);
        if (!error) {
            core.admit(std::move(socket));
        } else if (core.acceptor.is_open()) {
            // Out of file descriptors, most likely: trying again at once would only spin.
            Timer pause(core.io, std::chrono::milliseconds(100));
            co_await pause.async_wait(with_error);
        }
    }
}

}  // namespace

class Server::Engine {
  public:
    Engine(Settings settings, RootHandler handler, BodyLimit limit)
        : core_(std::move(settings), std::move(handler), std::move(limit)) {}

    void start();
    void stop();
    [[nodiscard]] std::uint16_t port() const { return port_; }

  private:
    Core core_;
    std::uint16_t port_ = 0;
    std::jthread io_thread_;
};

void Server::Engine::start() {
    auto const& settings = core_.settings;
    error_code error;
    auto const address = asio::ip::make_address(settings.address, error);
    if (error || (!address.is_loopback() && !settings.behind_proxy)) {
        throw base::Problem(base::Problem::invalid, "このアドレスでは待ち受けられません",
                            "Cannot listen on this address",
                            {{"address",
                              {"ループバック以外は --behind-proxy を付けたときだけ使えます",
                               "other than loopback only with --behind-proxy"}}});
    }
    tcp::endpoint const endpoint(address, settings.port);
    core_.acceptor.open(endpoint.protocol(), error);
    if (!error) {
        core_.acceptor.set_option(Acceptor::reuse_address(true), error);
        core_.acceptor.bind(endpoint, error);
    }
    if (!error) {
        core_.acceptor.listen(asio::socket_base::max_listen_connections, error);
    }
    if (error) {
        throw base::Problem(base::Problem::unavailable, "待ち受けを始められません", "Cannot listen",
                            {{"port", {error.message(), error.message()}}});
    }
    port_ = core_.acceptor.local_endpoint().port();
    asio::co_spawn(core_.io, accept_connections(core_), asio::detached);
    io_thread_ = std::jthread([this] { core_.io.run(); });
}

void Server::Engine::stop() {
    if (!io_thread_.joinable()) {
        return;
    }
    asio::post(core_.io, [this] { core_.begin_stop(); });
    io_thread_.join();
    core_.pool.stop();
}

Server::Server(Settings settings, RootHandler handler, BodyLimit body_limit)
    : engine_(std::make_unique<Engine>(std::move(settings), std::move(handler), std::move(body_limit))) {}
Server::~Server() {
    stop();
}
void Server::start() {
    engine_->start();
}
std::uint16_t Server::port() const {
    return engine_->port();
}
void Server::stop() {
    engine_->stop();
}

}  // namespace platform::http
