#pragma once
// The head of a response as bytes, with the headers that every response carries: security, Date,
// X-Request-Id.

#include "platform/http/message.h"

#include <cstdint>
#include <ctime>
#include <string>
#include <string_view>

namespace platform::http {

enum class AfterResponse : std::uint8_t { keep_alive, close };
enum class Framing : std::uint8_t { content_length, until_close };  // until_close: event streams

// False for 1xx, 204 and 304: no body, no Content-Length.
[[nodiscard]] bool may_have_content(int status);

struct HeadContext {
    std::string_view request_id{};
    std::string_view date{};  // http_date() of now; the caller keeps it for a second
    AfterResponse after = AfterResponse::keep_alive;
    Framing framing = Framing::content_length;
};

[[nodiscard]] std::string_view reason_phrase(int status);
// "Sun, 22 Nov 2026 20:15:00 GMT"
[[nodiscard]] std::string http_date(std::time_t at);
// http_date() of now, made once a second.
class DateHeader {
  public:
    [[nodiscard]] std::string_view now();

  private:
    std::time_t second_ = 0;
    std::string text_;
};
[[nodiscard]] std::string serialize_head(Response const& response, HeadContext const& context);
// Whether every header can be written as one line: the border refuses others, so that no value splits a
// response.
[[nodiscard]] bool has_writable_headers(Response const& response);

}  // namespace platform::http
