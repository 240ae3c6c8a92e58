#include "platform/http/server.h"

#include "base/id.h"
#include "base/problem.h"
#include "platform/http/access_log.h"
#include "platform/http/connection.h"
#include "platform/http/connection_writing.h"
#include "platform/http/problem_response.h"
#include "platform/http/request_intake.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <array>
#include <thread>

namespace platform::http {

void Connection::stop() {
    if (queue_) {
        queue_->close();
    } else if (is_idle_) {
        abort_waiting();
    }
}

// ---- reading ----

Connection::Outcome<std::size_t> Connection::cut_off() const {
    if (deadline_->has_expired() && buffer_.size() > 0) {
        return Refusal{
            408, "header", {"ヘッダーが時間内に届きませんでした", "the head did not arrive in time"}};
    }
    return Gone{};
}

Task<Connection::Outcome<std::size_t>> Connection::read_head() {
    HeadScanner scanner(core_.settings.head);
    bool has_begun = false;
    deadline_->set_after(requests_ == 0 ? core_.settings.header_deadline : core_.settings.idle_timeout);
    while (true) {
        if (auto found = scanner.scan(received())) {
            co_return std::visit([](auto& each) -> Outcome<std::size_t> { return std::move(each); }, *found);
        }
        if (buffer_.size() == 0 && core_.stopping) {
            co_return Gone{};
        }
        if (buffer_.size() > 0 && !has_begun) {
            has_begun = true;
            deadline_->set_after(core_.settings.header_deadline);
        }
        is_idle_ = !has_begun;
        auto const [error, count] = co_await socket_.async_read_some(buffer_.prepare(read_size), with_error);
        is_idle_ = false;
        buffer_.commit(count);
        if (error) {
            co_return cut_off();
        }
    }
}

Task<Connection::Outcome<std::string>> Connection::read_body(RequestHead const& head, std::size_t head_size) {
    static Refusal const too_large{
        413, "body", {"本文が大きすぎます", "the body is larger than this route takes"}};
    auto const limit = core_.body_limit(head.method, head.path);
    if (head.content_length.value_or(0) > limit) {
        co_return too_large;
    }
    if (head.expects_continue && buffer_.size() == head_size) {
        deadline_->set_after(core_.settings.transfer_grace);
        co_await asio::async_write(socket_, asio::buffer(std::string_view("HTTP/1.1 100 Continue\r\n\r\n")),
                                   with_error);
    }
    beast::http::request_parser<beast::http::string_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(core_.settings.head.max_head + 1));
    parser.body_limit(limit);
    auto const start = Clock::now();
    std::size_t consumed = 0;
    while (!parser.is_done()) {
        deadline_->set(start + core_.settings.transfer_time(consumed));
        auto const [error, count] =
            co_await beast::http::async_read_some(socket_, buffer_, parser, with_error);
        consumed += count;
        // Chunk extensions do not count as body: without a bound they would be read for ever.
        if (error == beast::http::error::body_limit || consumed > head_size + 4 * limit + kept_buffer) {
            co_return too_large;
        }
        if (error && deadline_->has_expired()) {
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

// ---- answering ----

Task<Response> Connection::call_handler(Request& request) {
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

Task<void> Connection::wait_for_its_turn(std::chrono::milliseconds every, Clock::time_point start) const {
    if (every > every.zero()) {
        asio::steady_timer timer(core_.io, start + ((Clock::now() - start) / every + 1) * every);
        co_await timer.async_wait(with_error);
    }
}

Task<Connection::Next> Connection::answer(Request& request, AfterResponse wanted) {
    auto const start = Clock::now();
    deadline_->clear();
    auto response = co_await call_handler(request);
    co_await wait_for_its_turn(response.leaves_every, start);
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
                              .date = core_.date.now(),
                              .after = closes ? AfterResponse::close : AfterResponse::keep_alive};
    bool const is_written = co_await write(response, context, request.method);
    log(to_string(request.method), request.route, response.status, request.request_id, start);
    if (!is_written) {
        co_return Next::close;
    }
    co_return closes ? Next::linger : Next::request;
}

void Connection::log(std::string_view method, std::string_view route, int status, std::string_view request_id,
                     Clock::time_point start) const {
    AccessLogEntry const entry{
        .method = method,
        .route = route,
        .status = status,
        .taken = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start),
        .request_id = request_id};
    if (core_.settings.access_log == AccessLog::on) {
        log_access(entry);
    }
    if (core_.settings.observer) {
        core_.settings.observer(entry);
    }
}

Task<Connection::Next> Connection::refuse(Refusal const& refusal) {
    auto const request_id = base::to_string(base::new_ulid());
    auto const response = refusal_response(refusal, {request_id, Language::ja});
    HeadContext const context{
        .request_id = request_id, .date = core_.date.now(), .after = AfterResponse::close};
    bool const is_written = co_await write(response, context, Method::get);
    log("-", "-", refusal.status, request_id, Clock::now());
    co_return is_written ? Next::linger : Next::close;
}

Task<Connection::Outcome<Connection::Incoming>> Connection::read_request() {
    auto found = co_await read_head();
    if (auto* refusal = std::get_if<Refusal>(&found)) {
        co_return std::move(*refusal);
    }
    if (std::holds_alternative<Gone>(found)) {
        co_return Gone{};
    }
    ++requests_;
    auto const head_size = std::get<std::size_t>(found);
    auto parsed = parse_head(received().substr(0, head_size), core_.settings.head);
    if (auto* refusal = std::get_if<Refusal>(&parsed)) {
        co_return std::move(*refusal);
    }
    auto& head = std::get<RequestHead>(parsed);
    if (!is_allowed_host(head, core_.settings.allowed_hosts)) {
        co_return Refusal{421, "host", {"このサーバーの名前ではありません", "not a name of this server"}};
    }
    Outcome<std::string> body = std::string();
    if (head.has_body()) {
        body = co_await read_body(head, head_size);
    } else {
        buffer_.consume(head_size);
    }
    if (auto* refusal = std::get_if<Refusal>(&body)) {
        co_return std::move(*refusal);
    }
    if (std::holds_alternative<Gone>(body)) {
        co_return Gone{};
    }
    auto const wanted = head.keep_alive ? AfterResponse::keep_alive : AfterResponse::close;
    Incoming incoming{make_request(std::move(head), peer_, core_.settings.behind_proxy), wanted};
    incoming.request.body = std::get<std::string>(std::move(body));
    co_return incoming;
}

Task<Connection::Next> Connection::serve_one() {
    auto read = co_await read_request();
    if (auto* incoming = std::get_if<Incoming>(&read)) {
        co_return co_await answer(incoming->request, incoming->wanted);
    }
    if (auto const* refusal = std::get_if<Refusal>(&read)) {
        co_return co_await refuse(*refusal);
    }
    co_return Next::close;
}

// Reads on for a moment: closing at once with unread input would reset the connection and lose the answer
// just sent.
Task<void> Connection::linger() {
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
    buffer_.clear();
    deadline_->set_after(core_.settings.linger);
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

Task<void> Connection::run(std::shared_ptr<Connection> self) {
    auto next = Next::request;
    while (next == Next::request) {
        next = co_await self->serve_one();
    }
    if (next == Next::linger) {
        co_await self->linger();
    }
    self->abort();
}

// ---- event streams ----

std::shared_ptr<EventQueue> Connection::open_stream(Response const& response, std::string const& request_id) {
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

void Connection::wake_stream() {
    wake_timer_.cancel();
    if (queue_ && queue_->has_overflowed()) {
        abort_waiting();  // a write to a client that does not read may hang in it
    }
}

Task<void> Connection::watch_hang_up(std::shared_ptr<Connection> self, std::shared_ptr<EventQueue> queue) {
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
Task<bool> Connection::write_events() {
    auto text = queue_->take();
    if (text.empty()) {
        if (!queue_->is_open()) {
            co_return false;
        }
        deadline_->clear();
        wake_timer_.expires_after(core_.settings.heartbeat);
        auto const [error] = co_await wake_timer_.async_wait(with_error);
        if (error) {
            co_return true;  // woken: look again
        }
        text = ":\n\n";
    }
    deadline_->set_after(core_.settings.transfer_time(text.size()));
    auto const [error, count] = co_await asio::async_write(socket_, asio::buffer(text), with_error);
    co_return !error && !queue_->has_overflowed();
}

Task<void> Connection::stream(Response response, Request const& request, std::shared_ptr<EventQueue> queue) {
    queue_ = std::move(queue);
    ++core_.streams;
    response.headers.emplace_back("Content-Type", "text/event-stream");
    response.headers.emplace_back("X-Accel-Buffering", "no");  // nginx must not hold events back
    response.body.clear();
    HeadContext const context{.request_id = request.request_id,
                              .date = core_.date.now(),
                              .after = AfterResponse::close,
                              .framing = Framing::until_close};
    bool is_open = co_await write(response, context, request.method);
    log(to_string(request.method), request.route, response.status, request.request_id, Clock::now());
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

void ServerCore::admit(Socket socket) {
    error_code error;
    auto const endpoint = socket.remote_endpoint(error);
    if (error) {
        return;
    }
    auto peer = endpoint.address().to_string();
    auto& count = per_address[peer];
    bool const is_too_many = !settings.behind_proxy && count >= settings.max_connections_per_address;
    if (connections.size() >= settings.max_connections || is_too_many) {
        if (count == 0) {
            per_address.erase(peer);
        }
        socket.non_blocking(true, error);
        socket.write_some(asio::buffer(busy_answer), error);  // fits the empty send buffer, or is left
        return;
    }
    ++count;
    socket.set_option(tcp::no_delay(true), error);
    auto const connection = std::make_shared<Connection>(*this, std::move(socket), std::move(peer));
    connections.insert(connection.get());
    asio::co_spawn(io, Connection::run(connection), asio::detached);
}

void ServerCore::remove(Connection const& connection) {
    std::erase_if(connections, [&](Connection const* one) { return one == &connection; });
    auto const found = per_address.find(connection.peer());
    if (found != per_address.end() && --found->second == 0) {
        per_address.erase(found);
    }
    if (stopping && connections.empty()) {
        stop_timer.cancel();
        work.reset();
    }
}

void ServerCore::begin_stop() {
    stopping = true;
    error_code ignored;
    acceptor.close(ignored);
    if (connections.empty()) {
        work.reset();
        return;
    }
    for (auto* connection : connections) {
        connection->stop();
    }
    stop_timer.expires_after(settings.stop_deadline);
    stop_timer.async_wait([this](error_code error) {
        if (error) {
            return;
        }
        log_server("stopping: connections were cut after the stop deadline");
        for (auto* connection : connections) {
            connection->abort();
        }
    });
}

Task<void> accept_connections(ServerCore& core) {
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

class Server::Engine {
  public:
    Engine(Settings settings, RootHandler handler, BodyLimit limit)
        : core_(std::move(settings), std::move(handler), std::move(limit)) {}

    void start();
    void stop();
    [[nodiscard]] std::uint16_t port() const { return port_; }

  private:
    ServerCore core_;
    std::uint16_t port_ = 0;
    std::jthread io_thread_;
};

void Server::Engine::start() {
    auto const& settings = core_.settings;
    check_address(settings);
    error_code error;
    auto const address = asio::ip::make_address(settings.address, error);
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
