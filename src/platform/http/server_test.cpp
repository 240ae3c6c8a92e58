#include "platform/http/server.h"

#include "base/problem.h"
#include "platform/http/json_message.h"
#include "platform/http/loopback_client.h"
#include "platform/http/router.h"

#include <doctest/doctest.h>

#include <future>

namespace platform::http {

namespace {

using test::ask;
using test::get;
using test::LoopbackClient;

Settings quick_settings() {
    Settings settings;
    settings.header_deadline = std::chrono::milliseconds(200);
    settings.transfer_grace = std::chrono::milliseconds(300);
    settings.linger = std::chrono::milliseconds(200);
    settings.access_log = AccessLog::off;
    return settings;
}

Response text(std::string body) {
    return {.headers = {{"Content-Type", "text/plain"}}, .body = std::move(body)};
}

struct Running {
    explicit Running(
        Settings const& settings = quick_settings(),
        RootHandler handler = [](Request& request) { return text(request.path); })
        : server(settings, std::move(handler), [](Method, std::string_view path) -> std::size_t {
              return path == "/large" ? 8U * 1024 * 1024 : 1024;
          }) {
        server.start();
    }
    [[nodiscard]] std::uint16_t port() const { return server.port(); }
    Server server;
};

}  // namespace

TEST_CASE("a GET is answered with the security headers and a request id") {
    Running const running;
    auto const answer = ask(running.port(), get("/hello"));
    REQUIRE(answer);
    CHECK(answer->status == 200);
    CHECK(answer->body == "/hello");
    CHECK(answer->headers.at("x-request-id").size() == 26);
    CHECK(
        answer->headers.at("content-security-policy").starts_with("default-src 'none'; script-src 'self';"));
    CHECK(answer->headers.at("x-content-type-options") == "nosniff");
    CHECK(answer->headers.at("referrer-policy") == "no-referrer");
    CHECK(answer->headers.at("cache-control") == "no-store");
    CHECK(answer->headers.at("connection") == "close");
}

TEST_CASE("a connection is kept and carries pipelined requests in order") {
    Running const running;
    LoopbackClient client(running.port());
    client.send(
        "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhiGET /3 "
        "HTTP/1.1\r\nHost: a\r\n\r\n");
    for (auto const* path : {"/1", "/2", "/3"}) {
        auto const answer = client.receive();
        REQUIRE(answer);
        CHECK(answer->body == path);
        CHECK(!answer->headers.contains("connection"));
    }
    client.send("GET /4 HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(client.receive()->body == "/4");
}

}  // namespace platform::http
