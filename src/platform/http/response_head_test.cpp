#include "platform/http/response_head.h"

#include <doctest/doctest.h>

namespace platform::http {

TEST_CASE("dates are spelled as HTTP wants them") {
    CHECK(http_date(0) == "Thu, 01 Jan 1970 00:00:00 GMT");
    CHECK(http_date(1795378500) == "Sun, 22 Nov 2026 20:15:00 GMT");
}

TEST_CASE("a head carries its own headers, its length and the security headers") {
    Response const response{.status = 201,
                            .headers = {{"Content-Type", "text/plain"}, {"cache-control", "no-cache"}},
                            .body = "four"};
    auto const head = serialize_head(response, {.request_id = "01ID", .date = "now"});
    CHECK(head.starts_with(
        "HTTP/1.1 201 Created\r\nDate: now\r\nX-Request-Id: 01ID\r\nContent-Type: text/plain\r\n"));
    CHECK(head.find("Content-Length: 4\r\n") != std::string::npos);
    CHECK(head.find("no-store") == std::string::npos);
    CHECK(head.find("Connection:") == std::string::npos);
    CHECK(head.find("frame-ancestors 'none'") != std::string::npos);
    CHECK(head.find("Cross-Origin-Opener-Policy: same-origin\r\n") != std::string::npos);
    CHECK(head.find("Cross-Origin-Resource-Policy: same-origin\r\n") != std::string::npos);
    CHECK(head.find("Permissions-Policy: camera=()") != std::string::npos);
    CHECK(head.ends_with("\r\n\r\n"));
}

TEST_CASE("answers without content have no length") {
    for (int const status : {204, 304}) {
        CHECK(serialize_head({.status = status}, {}).find("Content-Length") == std::string::npos);
    }
    CHECK(serialize_head({}, {.framing = Framing::until_close}).find("Content-Length") == std::string::npos);
}

TEST_CASE("a header that would split the response is not writable") {
    CHECK(has_writable_headers({.headers = {{"X-A", "b c\t日本"}}}));
    CHECK(!has_writable_headers({.headers = {{"X-A", "b\r\nX-B: c"}}}));
    CHECK(!has_writable_headers({.headers = {{"X A", "b"}}}));
    CHECK(!has_writable_headers({.headers = {{"", "b"}}}));
}

}  // namespace platform::http
