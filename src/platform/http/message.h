#pragma once
// Requests and responses as the rest of the program sees them: plain values, no asio, no beast.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace platform::http {

enum class Method : std::uint8_t { get, head, post, put, patch, delete_, options };
enum class Language : std::uint8_t { ja, en };

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Request {
    Method method = Method::get;
    std::string target;                                  // as received
    std::string path;                                    // percent-decoded, valid UTF-8, no dot segments
    Pairs query;                                         // decoded, in order
    Pairs headers;                                       // names in lower case
    std::map<std::string, std::string> path_parameters;  // filled by the router: {id} → value
    std::string body;
    std::string remote_address;  // behind a trusted proxy: the client's, not the proxy's
    bool over_tls = false;       // said by a trusted proxy (X-Forwarded-Proto); we speak plain HTTP ourselves
    std::string route;           // pattern of the matched route, for the access log; filled by the router
    std::string request_id;      // ULID text, also sent back as X-Request-Id
    Language language = Language::ja;  // from Accept-Language

    [[nodiscard]] std::optional<std::string_view> header(std::string_view lower_case_name) const;
    [[nodiscard]] std::optional<std::string_view> query_value(std::string_view name) const;
    [[nodiscard]] std::optional<std::string_view> cookie(std::string_view name) const;
    [[nodiscard]] std::string_view path_parameter(
        std::string_view name) const;  // asserts that the route has it
};

// One open server-sent event stream. Thread rule: every member may be called from any thread.
class EventStream {
  public:
    virtual ~EventStream() = default;
    // Queues one event; false once the stream is closed or its client is too slow (bounded queue; it is then
    // closed).
    virtual bool send(std::string_view event, std::string_view data, std::string_view id) = 0;
    virtual void close() = 0;
    [[nodiscard]] virtual bool is_open() const = 0;
};

// A long body read piece by piece on a worker while it is sent; a Problem on the way breaks the connection.
struct Pieces {
    std::uint64_t length = 0;
    std::function<std::string(std::size_t most)> next;  // shorter than asked only at the end
};

struct Response {
    int status = 200;
    Pairs headers{};  // names as sent; Content-Length, Date and the security headers are the server's
    std::string body{};
    // Set instead of `body` where the same bytes answer many requests (static files); shared with the writing
    // thread.
    std::shared_ptr<std::string const> shared_body{};
    // Set instead of `body` where it is too long for memory; shared with the reading thread.
    std::shared_ptr<Pieces const> pieces{};
    // Above 0: it leaves a multiple of this after the request was read, so that the time taken does not tell
    // what was looked through.
    std::chrono::milliseconds leaves_every{0};
    // Set: the response is text/event-stream; called once on a worker with the open stream, after the Request
    // is gone.
    std::function<void(std::shared_ptr<EventStream>)> on_stream{};

    [[nodiscard]] std::string_view content() const {
        return shared_body ? std::string_view(*shared_body) : std::string_view(body);
    }
    [[nodiscard]] std::uint64_t content_length() const { return pieces ? pieces->length : content().size(); }
};

// What a route does.
using Handler = std::function<Response(Request const&)>;
// What the server calls: the router, which fills in path_parameters and route.
using RootHandler = std::function<Response(Request&)>;

[[nodiscard]] std::string_view to_string(Method method);
[[nodiscard]] std::optional<Method> parse_method(std::string_view name);
// Anything but GET, HEAD and OPTIONS.
[[nodiscard]] bool is_unsafe(Method method);

}  // namespace platform::http
