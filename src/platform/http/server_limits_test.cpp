#include "platform/http/loopback_client.h"
#include "platform/http/server.h"
#include "platform/http/server_fixture.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <doctest/doctest.h>

#include <future>
#include <vector>

namespace platform::http {

using test::ask;
using test::get;
using test::LoopbackClient;
using test::plain_text;
using test::quick_settings;
using test::Running;

namespace {

constexpr auto soon = std::chrono::seconds(5);  // far above every deadline in these tests

}  // namespace

TEST_CASE("every malformed request is answered with problem+json and the connection closed") {
    Running const running;
    struct Case {
        int status;
        std::string_view bytes;
    };
    for (auto const& [status, bytes] : {
             Case{400, "GET / HTTP/1.1\r\n\r\n"},
             Case{400, "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"},
             Case{400, "GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n folded\r\n\r\n"},
             Case{501, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n"},
             Case{400,
                  "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"},
             Case{400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc"},
             Case{400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"},
             Case{400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +4\r\n\r\n"},
             Case{400, "GET / HTTP/1.1\nHost: a\n\n"},
             Case{400, std::string_view("GET / HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n", 34)},
             Case{400, "GET / HTTP/1.1\r\nHost : a\r\n\r\n"},
             Case{400, "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n"},
             Case{400, "GET /%c0%af HTTP/1.1\r\nHost: a\r\n\r\n"},
             Case{400, "GET /%ff HTTP/1.1\r\nHost: a\r\n\r\n"},
             Case{400, "GET /a/../b HTTP/1.1\r\nHost: a\r\n\r\n"},
             Case{400, "GET /a%2fb HTTP/1.1\r\nHost: a\r\n\r\n"},
             Case{400, "GET /a%00b HTTP/1.1\r\nHost: a\r\n\r\n"},
             Case{400, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"},
             Case{400,
                  "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n"},
             Case{413, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nfffff\r\n"},
             Case{400, "\x16\x03\x01\x02\x00\x01\x00\x01\xfc"},
         }) {
        CAPTURE(bytes);
        LoopbackClient client(running.port());
        client.send(bytes);
        auto const answer = client.receive();
        REQUIRE(answer);
        CHECK(answer->status == status);
        CHECK(answer->headers.at("content-type") == "application/problem+json");
        CHECK(answer->headers.at("connection") == "close");
        CHECK(boost::json::parse(answer->body).at("status") == status);
        CHECK(client.closes_within(soon));
    }
    CHECK(ask(running.port(), get("/still-there"))->status == 200);
}

TEST_CASE("what is too large is refused as such") {
    Running const running;
    std::string const x(9000, 'x');
    CHECK(ask(running.port(), get("/" + x))->status == 414);
    CHECK(ask(running.port(), get("/", "A: " + x + "\r\nB: " + x + "\r\n"))->status == 431);
    CHECK(ask(running.port(), "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1025\r\n\r\n")->status == 413);
    CHECK(ask(running.port(), "POST /large HTTP/1.1\r\nHost: a\r\nContent-Length: 8388609\r\n\r\n")->status ==
          413);
}

TEST_CASE(
    "a body too large is refused before it is read, and its answer arrives though the client keeps sending") {
    Running const running;
    LoopbackClient client(running.port());
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n");
    client.send(std::string(2'000'000, 'x'));
    auto const answer = client.receive();
    REQUIRE(answer);
    CHECK(answer->status == 413);
    CHECK(client.closes_within(soon));
}

TEST_CASE("chunk extensions without end are refused") {
    Running const running;
    LoopbackClient client(running.port());
    client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    std::string chunk = "1;x=";
    chunk.append(2000, 'y').append("\r\nz\r\n");
    bool is_open = true;
    for (int i = 0; i < 200 && is_open; ++i) {
        is_open = client.send(chunk);
    }
    auto const answer = client.receive();
    REQUIRE(answer);
    CHECK(answer->status == 413);
}

TEST_CASE("a head that drips is cut at the total deadline") {
    Running const running;
    LoopbackClient client(running.port());
    auto const start = std::chrono::steady_clock::now();
    client.send("GET / HTTP/1.1\r\nHost: a\r\nX: ");
    // One byte whenever 20 ms pass without an answer: an idle timeout would never fire.
    while (!client.closes_within(std::chrono::milliseconds(20)) &&
           std::chrono::steady_clock::now() - start < soon) {
        client.send("x");
    }
    auto const taken = std::chrono::steady_clock::now() - start;
    CHECK(client.pending().starts_with("HTTP/1.1 408 Request Timeout\r\n"));
    CHECK(taken >= std::chrono::milliseconds(200));
    CHECK(taken < std::chrono::seconds(3));
}

TEST_CASE("a body that drips below the smallest rate is cut") {
    Running const running;
    LoopbackClient client(running.port());
    auto const start = std::chrono::steady_clock::now();
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n");
    while (!client.closes_within(std::chrono::milliseconds(20)) &&
           std::chrono::steady_clock::now() - start < soon) {
        client.send("x");
    }
    CHECK(client.pending().starts_with("HTTP/1.1 408 Request Timeout\r\n"));
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(3));
}

TEST_CASE("a silent connection and an idle one are closed without a word") {
    Running const running;
    LoopbackClient silent(running.port());
    CHECK(silent.closes_within(soon));
    CHECK(silent.pending().empty());
    LoopbackClient idle(running.port());
    idle.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(idle.receive()->status == 200);
    CHECK(idle.closes_within(soon));
    CHECK(idle.pending().empty());
}

TEST_CASE("a client that does not read its answer is cut") {
    auto const bytes = std::make_shared<std::string const>(40'000'000, 'x');
    auto settings = quick_settings();
    settings.min_bytes_per_second = 1'000'000'000;
    settings.transfer_grace = std::chrono::milliseconds(50);
    Running const running(settings, [bytes](Request&) { return Response{.shared_body = bytes}; });
    LoopbackClient client(running.port(), LoopbackClient::Buffers::tiny);
    client.send(get("/"));
    REQUIRE(client.wait_for("HTTP/1.1 200"));
    // A later connection that is cut at its longer deadline is the clock here: by then the first one was.
    LoopbackClient second(running.port());
    second.send("GET / HTTP/1.1\r\nHost: a\r\nX: drips to the deadline");
    CHECK(second.closes_within(soon));
    CHECK(client.receive_all().size() < bytes->size());
}

TEST_CASE("connections over the limits are turned away and take no place") {
    auto settings = quick_settings();
    settings.header_deadline = std::chrono::seconds(30);
    settings.max_connections_per_address = 2;
    Running const running(settings);
    LoopbackClient first(running.port());
    {
        LoopbackClient second(running.port());
        second.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        CHECK(second.receive()->status == 200);
        LoopbackClient third(running.port());
        auto const refused = third.receive();
        REQUIRE(refused);
        CHECK(refused->status == 503);
        CHECK(refused->headers.at("retry-after") == "1");
        CHECK(third.closes_within(soon));
    }
    // The second's place is free once the server has seen it go.
    bool is_served = false;
    for (int attempt = 0; attempt < 1000 && !is_served; ++attempt) {
        auto const answer = ask(running.port(), get("/"));
        is_served = answer && answer->status == 200;
    }
    CHECK(is_served);
}

TEST_CASE("a full queue is answered 503 with Retry-After while others are served") {
    std::promise<void> release;
    auto const released = release.get_future().share();
    std::promise<void> started;
    auto settings = quick_settings();
    settings.workers = 1;
    settings.max_waiting = 1;
    Running const running(settings, [&](Request& request) {
        if (request.path == "/blocks") {
            started.set_value();
            released.wait();
        }
        return plain_text(request.path);
    });
    LoopbackClient running_request(running.port());
    running_request.send("GET /blocks HTTP/1.1\r\nHost: a\r\n\r\n");
    started.get_future().wait();
    // One of these three waits in the queue, the others find it full; the last of them to be refused ends the
    // wait.
    std::atomic<int> refused = 0;
    auto const ask_and_count = [&] {
        auto const answer = ask(running.port(), get("/waits"));
        if (answer && answer->status == 503 && ++refused == 2) {
            release.set_value();
        }
        return answer;
    };
    std::vector<std::future<std::optional<test::Answer>>> asked;
    for (int i = 0; i < 3; ++i) {
        asked.push_back(std::async(std::launch::async, ask_and_count));
    }
    int served = 0;
    for (auto& one : asked) {
        auto const answer = one.get();
        REQUIRE(answer);
        if (answer->status == 200) {
            ++served;
            continue;
        }
        CHECK(answer->headers.at("retry-after") == "1");
        CHECK(answer->headers.at("content-type") == "application/problem+json");
    }
    CHECK(served == 1);
    CHECK(refused == 2);
    CHECK(running_request.receive()->body == "/blocks");
}

TEST_CASE("stopping lets a running request finish and closes what is idle") {
    std::promise<void> release;
    auto const released = release.get_future().share();
    std::promise<void> started;
    auto settings = quick_settings();
    settings.idle_timeout = std::chrono::seconds(60);
    settings.header_deadline = std::chrono::seconds(60);
    Running running(settings, [&](Request& request) {
        if (request.path == "/blocks") {
            started.set_value();
            released.wait();
        }
        return plain_text("done");
    });
    LoopbackClient silent(running.port());
    LoopbackClient idle(running.port());
    idle.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(idle.receive()->status == 200);
    LoopbackClient client(running.port());
    client.send("GET /blocks HTTP/1.1\r\nHost: a\r\n\r\n");
    started.get_future().wait();
    auto const stopped = std::async(std::launch::async, [&] { running.server.stop(); });
    CHECK(idle.closes_within(soon));  // proves that stopping has begun
    CHECK(silent.closes_within(soon));
    release.set_value();
    auto const answer = client.receive();
    REQUIRE(answer);
    CHECK(answer->body == "done");
    CHECK(answer->headers.at("connection") == "close");
    CHECK(stopped.wait_for(soon) == std::future_status::ready);
}

TEST_CASE("stopping cuts what does not end by the deadline") {
    auto settings = quick_settings();
    settings.header_deadline = std::chrono::seconds(60);
    settings.stop_deadline = std::chrono::milliseconds(100);
    Running running(settings);
    LoopbackClient client(running.port());
    client.send("GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    CHECK(client.receive()->status == 100);  // now it waits for a body that never comes
    auto const start = std::chrono::steady_clock::now();
    running.server.stop();
    CHECK(std::chrono::steady_clock::now() - start < soon);
    CHECK(client.closes_within(soon));
    running.server.stop();  // again: nothing to do
}

}  // namespace platform::http
