#include "platform/http/request_head.h"

#include <doctest/doctest.h>

namespace platform::http {

namespace {

HeadLimits const limits;

// Scans and parses as the server does; the status of the refusal, 0 when the head is accepted, -1 when it is
// not complete.
int status_of(std::string_view bytes) {
    HeadScanner scanner(limits);
    auto const found = scanner.scan(bytes);
    if (!found) {
        return -1;
    }
    if (auto const* refusal = std::get_if<Refusal>(&*found)) {
        return refusal->status;
    }
    auto const parsed = parse_head(bytes.substr(0, std::get<std::size_t>(*found)), limits);
    auto const* refusal = std::get_if<Refusal>(&parsed);
    return refusal == nullptr ? 0 : refusal->status;
}

RequestHead parse(std::string_view bytes) {
    auto parsed = parse_head(bytes, limits);
    REQUIRE(std::holds_alternative<RequestHead>(parsed));
    return std::get<RequestHead>(std::move(parsed));
}

}  // namespace

TEST_CASE("a whole head is read into its parts") {
    auto const head = parse(
        "POST /a/%E3%81%82?x=1 HTTP/1.1\r\nHost: example.jp\r\nX-Name:\t value \r\nContent-Length: "
        "12\r\nExpect: 100-Continue\r\n\r\n");
    CHECK(head.method == Method::post);
    CHECK(head.path == "/a/あ");
    CHECK(head.target == "/a/%E3%81%82?x=1");
    CHECK(head.query == Pairs{{"x", "1"}});
    CHECK(head.headers == Pairs{{"host", "example.jp"},
                                {"x-name", "value"},
                                {"content-length", "12"},
                                {"expect", "100-Continue"}});
    CHECK(head.content_length == 12);
    CHECK(head.keep_alive);
    CHECK(head.expects_continue);
    CHECK(head.has_body());
}

TEST_CASE("a connection is kept by HTTP/1.1 only, unless the client closes it") {
    CHECK(!parse("GET / HTTP/1.0\r\nHost: a\r\n\r\n").keep_alive);
    CHECK(!parse("GET / HTTP/1.1\r\nHost: a\r\nConnection: TE, Close\r\n\r\n").keep_alive);
    CHECK(parse("GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\n\r\n").keep_alive);
}

TEST_CASE("heads that two readers may read differently are refused with their status") {
    struct Case {
        int status;
        std::string_view head;
    };
    for (auto const& [status, head] : {
             Case{400, "GET / HTTP/1.1\r\n\r\n"},
             Case{400, "GET / HTTP/1.1\r\nHost:\r\n\r\n"},
             Case{400, "GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n"},
             Case{400, "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"},
             Case{400, "GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n folded\r\n\r\n"},
             Case{400, "GET / HTTP/1.1\r\n Host: a\r\n\r\n"},
             Case{400, "GET / HTTP/1.1\nHost: a\n\n"},
             Case{400, "GET / HTTP/1.1\r\nHost: a\n\r\n"},
             Case{400, "GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n"},
             Case{400, std::string_view("GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n", 30)},
             Case{400, "GET / HTTP/1.1\r\nHost : a\r\n\r\n"},
             Case{400, "GET / HTTP/1.1\r\nHost: a\r\nnot a header\r\n\r\n"},
             Case{400, "GET / HTTP/1.1\r\nHost: a\r\n: empty\r\n\r\n"},
             Case{400, "GET / HTTP/1.1\r\nHost: a\r\nX: \xff\r\n\r\n"},
             Case{400, "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"},
             Case{400, "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"},
             Case{400, "GET /\r\nHost: a\r\n\r\n"},
             Case{400, "GET / http/1.1\r\nHost: a\r\n\r\n"},
             Case{505, "GET / HTTP/2.0\r\nHost: a\r\n\r\n"},
             Case{501, "BREW / HTTP/1.1\r\nHost: a\r\n\r\n"},
             Case{501, "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n"},
             Case{400, "G(T / HTTP/1.1\r\nHost: a\r\n\r\n"},
             Case{400, "GET * HTTP/1.1\r\nHost: a\r\n\r\n"},
             Case{400, "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n"},
             Case{400, "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n"},
             Case{400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n"},
             Case{400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\n"},
             Case{400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"},
             Case{400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +4\r\n\r\n"},
             Case{400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x4\r\n\r\n"},
             Case{400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n"},
             Case{413, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n"},
             Case{400,
                  "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"},
             Case{400, "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"},
             Case{501, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n"},
             Case{501, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"},
             Case{400,
                  "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: "
                  "identity\r\n\r\n"},
             Case{400, "GET / HTTP/1.1\r\nHost: a\r\nAuthorization: x\r\nAuthorization: y\r\n\r\n"},
             Case{417, "GET / HTTP/1.1\r\nHost: a\r\nExpect: 200-ok\r\n\r\n"},
         }) {
        CAPTURE(head);
        CHECK(status_of(head) == status);
    }
}

TEST_CASE("heads at the border of what is allowed are accepted") {
    for (std::string_view const head : {
             "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
             "GET http://A.jp:80/x HTTP/1.1\r\nHost: a.JP:80\r\n\r\n",
             "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
             "POST / HTTP/1.1\r\nHost: [::1]:8080\r\nTransfer-Encoding: Chunked\r\n\r\n",
             "GET / HTTP/1.1\r\nHost: a\r\nX-Empty:\r\n\r\n",
             "GET / HTTP/1.1\r\nHost: a\r\nX: 日本語\r\n\r\n",
         }) {
        CAPTURE(head);
        CHECK(status_of(head) == 0);
    }
}

TEST_CASE("the scanner finds the end wherever the head is cut") {
    std::string const head = "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n\r\n";
    std::string const received = head + "rest";
    HeadScanner scanner(limits);
    for (std::size_t size = 0; size < head.size(); ++size) {
        CHECK(!scanner.scan(std::string_view(received).substr(0, size)));
    }
    auto const found = scanner.scan(received);
    REQUIRE(found);
    CHECK(std::get<std::size_t>(*found) == head.size());
}

TEST_CASE("what is too large is refused by what is too large") {
    std::string const long_target(9 * 1024, 'a');
    std::string text = "GET /";
    CHECK(status_of(text + long_target + " HTTP/1.1\r\nHost: a\r\n\r\n") == 414);
    CHECK(status_of(text + std::string(17 * 1024, 'a')) == 414);
    CHECK(status_of("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(17 * 1024, 'a')) == 431);
    std::string many = "GET / HTTP/1.1\r\nHost: a\r\n";
    for (int i = 0; i < 100; ++i) {
        many.append("X: y\r\n");
    }
    CHECK(status_of(many + "\r\n") == 431);
}

TEST_CASE("hosts are names or addresses with an optional port") {
    for (auto const* good : {"localhost", "127.0.0.1:8080", "[::1]", "[::1]:8080", "a_b.example"}) {
        CAPTURE(good);
        CHECK(is_host(good));
    }
    for (auto const* bad :
         {"", ":80", "a:b", "a:123456", "a b", "[::1", "[]", "[::1]x", "[g::1]", "a,b", "a@b", "a/b"}) {
        CAPTURE(bad);
        CHECK(!is_host(bad));
    }
}

}  // namespace platform::http
