#include "platform/http/server.h"

#include "base/problem.h"
#include "platform/http/loopback_client.h"
#include "platform/http/router.h"
#include "platform/http/server_fixture.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <doctest/doctest.h>

#include <stdexcept>

namespace platform::http {

using test::ask;
using test::get;
using test::LoopbackClient;
using test::plain_text;
using test::quick_settings;
using test::Running;

TEST_CASE("a GET is answered with the security headers and a request id") {
    Running const running;
    auto const answer = ask(running.port(), get("/hello"));
    REQUIRE(answer);
    CHECK(answer->status == 200);
    CHECK(answer->body == "/hello ");
    CHECK(answer->headers.at("x-request-id").size() == 26);
    CHECK(answer->headers.at("date").ends_with(" GMT"));
    CHECK(
        answer->headers.at("content-security-policy").starts_with("default-src 'none'; script-src 'self';"));
    CHECK(answer->headers.at("x-content-type-options") == "nosniff");
    CHECK(answer->headers.at("cache-control") == "no-store");
    CHECK(answer->headers.at("connection") == "close");
}

TEST_CASE("a connection is kept and carries pipelined requests in order") {
    Running const running;
    LoopbackClient client(running.port());
    client.send(
        "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi"
        "POST /3 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
        "chunked\r\n\r\n3;x=y\r\nabc\r\n1\r\nd\r\n0\r\nTrailer: t\r\n\r\n"
        "GET /4 HTTP/1.1\r\nHost: a\r\n\r\n");
    for (auto const* expected : {"/1 ", "/2 hi", "/3 abcd", "/4 "}) {
        auto const answer = client.receive();
        REQUIRE(answer);
        CHECK(answer->body == expected);
        CHECK(!answer->headers.contains("connection"));
    }
    client.send("GET /5 HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(client.receive()->body == "/5 ");
}

TEST_CASE("a connection ends after its number of requests") {
    auto settings = quick_settings();
    settings.max_requests_per_connection = 2;
    Running const running(settings);
    LoopbackClient client(running.port());
    client.send(
        "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\nGET /3 HTTP/1.1\r\nHost: "
        "a\r\n\r\n");
    CHECK(!client.receive()->headers.contains("connection"));
    CHECK(client.receive()->headers.at("connection") == "close");
    CHECK(!client.receive());
}

TEST_CASE("an answer with even times does not leave before its turn") {
    static constexpr std::chrono::milliseconds every{80};
    Running const running(quick_settings(), [](Request& request) {
        auto response = plain_text(request.path);
        response.leaves_every = every;
        return response;
    });
    auto const start = std::chrono::steady_clock::now();
    auto const answer = ask(running.port(), get("/hello"));
    CHECK(std::chrono::steady_clock::now() - start >= every);
    REQUIRE(answer);
    CHECK(answer->body == "/hello");
}

TEST_CASE("a HEAD has the headers of the GET and no body") {
    Running const running;
    LoopbackClient client(running.port());
    client.send("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\nGET /y HTTP/1.1\r\nHost: a\r\n\r\n");
    auto const head = client.receive("HEAD");
    REQUIRE(head);
    CHECK(head->headers.at("content-length") == "3");
    CHECK(client.receive()->body == "/y ");
}

TEST_CASE("an answer without content has none, whatever the handler left in it") {
    Running const running(quick_settings(),
                          [](Request&) { return Response{.status = 204, .body = "left over"}; });
    LoopbackClient client(running.port());
    client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(client.receive()->status == 204);
    CHECK(client.receive()->status == 204);
}

TEST_CASE("a body of many pieces arrives whole") {
    Running const running(quick_settings(),
                          [](Request& request) { return plain_text(std::to_string(request.body.size())); });
    LoopbackClient client(running.port());
    std::string const body(3'000'000, 'x');
    client.send("POST /large HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n");
    client.send(body);
    CHECK(client.receive()->body == "3000000");
}

TEST_CASE("a client that asks first is told to go on") {
    Running const running;
    LoopbackClient client(running.port());
    client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    REQUIRE(client.receive()->status == 100);
    client.send("hi");
    CHECK(client.receive()->body == "/x hi");
}

TEST_CASE("a large answer arrives whole") {
    auto const bytes = std::make_shared<std::string const>(5'000'000, 'x');
    Running const running(quick_settings(), [bytes](Request&) { return Response{.shared_body = bytes}; });
    CHECK(ask(running.port(), get("/"))->body == *bytes);
}

TEST_CASE("problems and unexpected exceptions become problem+json in the client's language") {
    Running const running(quick_settings(), [](Request& request) -> Response {
        if (request.path == "/problem") {
            throw base::Problem(base::Problem::not_found, "ありません", "not there");
        }
        throw std::runtime_error("content");
    });
    auto const japanese = ask(running.port(), get("/problem"));
    CHECK(japanese->status == 404);
    CHECK(japanese->headers.at("content-type") == "application/problem+json");
    auto const body = boost::json::parse(japanese->body);
    CHECK(body.at("title") == "ありません");
    std::string instance = "urn:ulid:";
    CHECK(body.at("instance").as_string() == instance.append(japanese->headers.at("x-request-id")));
    auto const english = ask(running.port(), get("/problem", "Accept-Language: en\r\n"));
    CHECK(boost::json::parse(english->body).at("title") == "not there");
    auto const unexpected = ask(running.port(), get("/x"));
    CHECK(unexpected->status == 500);
    CHECK(unexpected->body.find("content") == std::string::npos);
}

TEST_CASE("behind a proxy the client's address and scheme are the proxy's word, from its range only") {
    auto const tell = [](Request& request) {
        return plain_text(request.remote_address + (request.over_tls ? " tls" : " plain"));
    };
    auto const forwarded = get(
        "/", "X-Forwarded-For: 198.51.100.1\r\nX-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\n");
    auto settings = quick_settings();
    CHECK(ask(Running(settings, tell).port(), forwarded)->body == "127.0.0.1 plain");
    settings.behind_proxy = *AddressRange::parse("127.0.0.0/8");
    CHECK(ask(Running(settings, tell).port(), forwarded)->body == "203.0.113.7 tls");
    settings.behind_proxy = *AddressRange::parse("10.0.0.0/8");
    CHECK(ask(Running(settings, tell).port(), forwarded)->body == "127.0.0.1 plain");
}

TEST_CASE("only loopback is listened on without a proxy, and a taken port says so") {
    auto settings = quick_settings();
    settings.address = "0.0.0.0";
    CHECK_THROWS_AS(Running{settings}, base::Problem);
    settings.address = "not an address";
    CHECK_THROWS_AS(Running{settings}, base::Problem);
    Running const first;
    settings = quick_settings();
    settings.port = first.port();
    CHECK_THROWS_AS(Running{settings}, base::Problem);
}

TEST_CASE("a host that is not ours is misdirected") {
    auto settings = quick_settings();
    settings.allowed_hosts = {"localhost", "127.0.0.1", "[::1]"};
    Running const running(settings);
    CHECK(ask(running.port(), "GET / HTTP/1.1\r\nHost: LOCALHOST:8080\r\n\r\n")->status == 200);
    CHECK(ask(running.port(), "GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n")->status == 200);
    CHECK(ask(running.port(), "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")->status == 421);
}

TEST_CASE("a router answers through the server") {
    Router router([](Route const& route, Request const& request) { return route.handler(request); });
    router.add(
        {.pattern = "/api/v1/things/{id}", .operation_id = "getThing", .handler = [](Request const& request) {
             return plain_text(std::string(request.path_parameter("id")));
         }});
    Running const running(quick_settings(), [&router](Request& request) { return router.answer(request); });
    CHECK(ask(running.port(), get("/api/v1/things/%E3%81%82"))->body == "あ");
    CHECK(ask(running.port(), get("/api/v1/nothing"))->status == 404);
    CHECK(ask(running.port(), "DELETE /api/v1/things/7 HTTP/1.1\r\nHost: a\r\n\r\n")->headers.at("allow") ==
          "GET, HEAD, OPTIONS");
}

}  // namespace platform::http
