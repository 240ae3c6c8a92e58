#pragma once
// The head of an HTTP/1.x request, read strictly before Beast sees it: what two readers could take in two
// ways is refused.

#include "base/problem.h"
#include "platform/http/message.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace platform::http {

// Why a request was refused before any handler saw it.
struct Refusal {
    int status = 400;
    std::string field;
    base::Words reason;
};

struct HeadLimits {
    std::size_t max_head = 16 * 1024;
    std::size_t max_target = 8 * 1024;
    std::size_t max_headers = 100;
};

struct RequestHead {
    Method method = Method::get;
    std::string target;
    std::string path;
    Pairs query;
    Pairs headers;  // names in lower case, values trimmed
    std::optional<std::uint64_t> content_length;
    bool is_chunked = false;
    bool keep_alive = true;
    bool expects_continue = false;

    [[nodiscard]] bool has_body() const { return is_chunked || content_length.value_or(0) > 0; }
};

// Where the head ends in what has been received so far. Bare LF, bare CR, NUL and other controls are refused
// at sight, so that a broken client learns it at once instead of at the deadline.
class HeadScanner {
  public:
    explicit HeadScanner(HeadLimits limits) : limits_(limits) {}
    // `received`: everything since the head's first byte, a continuation of what the last call saw.
    // Returns the head's length with its empty line, a refusal, or nothing yet.
    [[nodiscard]] std::optional<std::variant<std::size_t, Refusal>> scan(std::string_view received);

  private:
    HeadLimits limits_;
    std::size_t scanned_ = 0;
    std::size_t line_start_ = 0;
};

// `head` is exactly one head with its empty line.
[[nodiscard]] std::variant<RequestHead, Refusal> parse_head(std::string_view head, HeadLimits const& limits);

// "example.jp", "127.0.0.1:8080", "[::1]:8080"; nothing else.
[[nodiscard]] bool is_host(std::string_view text) noexcept;

}  // namespace platform::http
