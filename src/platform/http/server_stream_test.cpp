#include "platform/http/loopback_client.h"
#include "platform/http/server.h"
#include "platform/http/server_fixture.h"

#include <doctest/doctest.h>

#include <future>

namespace platform::http {

using test::ask;
using test::get;
using test::LoopbackClient;
using test::plain_text;
using test::quick_settings;
using test::Running;

namespace {

constexpr auto soon = std::chrono::seconds(5);

// A server whose every request opens a stream, which the test then holds.
class Streaming {
  public:
    explicit Streaming(Settings const& settings = quick_settings())
        : running_(settings, [this](Request& request) {
              std::string const last(request.header("last-event-id").value_or("none"));
              return Response{.on_stream = [this, last](std::shared_ptr<EventStream> stream) {
                  stream->send("hello", last, "1");
                  opened_.set_value(std::move(stream));
              }};
          }) {}

    [[nodiscard]] std::uint16_t port() const { return running_.port(); }
    std::shared_ptr<EventStream> opened() { return opened_.get_future().get(); }
    void stop() { running_.server.stop(); }

  private:
    std::promise<std::shared_ptr<EventStream>> opened_;
    Running running_;
};

// Sends until the stream is closed from the other side; false if that never comes.
bool closes_while_sending(EventStream& stream, std::string const& data) {
    auto const end = std::chrono::steady_clock::now() + soon;
    while (std::chrono::steady_clock::now() < end) {
        if (!stream.send("more", data, "")) {
            return true;
        }
    }
    return false;
}

}  // namespace

TEST_CASE("events reach the client as they are sent") {
    Streaming streaming;
    LoopbackClient client(streaming.port());
    client.send(get("/events", "Last-Event-ID: 41\r\n"));
    auto const stream = streaming.opened();
    REQUIRE(client.wait_for("\r\n\r\nid: 1\nevent: hello\ndata: 41\n\n"));
    CHECK(client.pending().find("Content-Type: text/event-stream\r\n") != std::string::npos);
    CHECK(client.pending().find("X-Accel-Buffering: no\r\n") != std::string::npos);
    CHECK(client.pending().find("Content-Length") == std::string::npos);
    CHECK(stream->send("saved", "{\"id\":2}", "2"));
    CHECK(client.wait_for("id: 2\nevent: saved\ndata: {\"id\":2}\n\n"));
    CHECK(stream->send("saved", "{\"id\":3}", "3"));
    stream->close();
    CHECK(!stream->is_open());
    CHECK(!stream->send("late", "", ""));
    auto const rest = client.receive_all();
    CHECK(rest.ends_with("id: 3\nevent: saved\ndata: {\"id\":3}\n\n"));
}

TEST_CASE("a silent stream is kept alive by comments") {
    auto settings = quick_settings();
    settings.heartbeat = std::chrono::milliseconds(30);
    Streaming streaming(settings);
    LoopbackClient client(streaming.port());
    client.send(get("/events"));
    CHECK(client.wait_for("data: none\n\n:\n\n:\n\n"));
    CHECK(streaming.opened()->is_open());
}

TEST_CASE("a stream whose client leaves is closed") {
    Streaming streaming;
    std::shared_ptr<EventStream> stream;
    {
        LoopbackClient client(streaming.port());
        client.send(get("/events"));
        REQUIRE(client.wait_for("data: none\n\n"));
        stream = streaming.opened();
        CHECK(stream->is_open());
    }
    CHECK(closes_while_sending(*stream, "x"));
}

TEST_CASE("a client that does not read is closed, with a bounded queue") {
    auto settings = quick_settings();
    settings.transfer_grace = std::chrono::seconds(60);  // so that it is the queue that closes it
    Streaming streaming(settings);
    LoopbackClient client(streaming.port(), LoopbackClient::Buffers::tiny);
    client.send(get("/events"));
    REQUIRE(client.wait_for("HTTP/1.1 200"));
    auto const stream = streaming.opened();
    CHECK(closes_while_sending(*stream, std::string(100'000, 'x')));
    CHECK(!stream->is_open());
    auto const received = client.receive_all();  // ends: the server has closed the connection
    CHECK(!received.empty());
}

TEST_CASE("streams over the limit are answered 503") {
    auto settings = quick_settings();
    settings.max_streams = 1;
    Streaming streaming(settings);
    LoopbackClient client(streaming.port());
    client.send(get("/events"));
    REQUIRE(client.wait_for("data: none\n\n"));
    auto const refused = ask(streaming.port(), get("/events"));
    REQUIRE(refused);
    CHECK(refused->status == 503);
    CHECK(refused->headers.at("retry-after") == "1");
}

TEST_CASE("stopping closes the streams, and a stream kept longer than the server is harmless") {
    auto streaming = std::make_unique<Streaming>();
    LoopbackClient client(streaming->port());
    client.send(get("/events"));
    REQUIRE(client.wait_for("data: none\n\n"));
    auto const stream = streaming->opened();
    streaming->stop();
    CHECK(client.closes_within(soon));
    CHECK(!stream->is_open());
    streaming.reset();
    CHECK(!stream->send("late", "", ""));
    stream->close();
}

TEST_CASE("a stream whose opener throws is closed") {
    Running const running(quick_settings(), [](Request&) {
        return Response{
            .on_stream = [](std::shared_ptr<EventStream> const&) { throw std::runtime_error("no"); }};
    });
    LoopbackClient client(running.port());
    client.send(get("/events"));
    CHECK(client.closes_within(soon));
    CHECK(client.pending().starts_with("HTTP/1.1 200 OK\r\n"));
}

TEST_CASE("HEAD of a stream opens none") {
    bool is_opened = false;
    {
        Running const running(quick_settings(), [&](Request&) {
            return Response{.on_stream = [&](std::shared_ptr<EventStream> const&) { is_opened = true; }};
        });
        LoopbackClient client(running.port());
        client.send("HEAD /events HTTP/1.1\r\nHost: a\r\n\r\n");
        CHECK(client.receive("HEAD")->status == 200);
    }
    CHECK(!is_opened);
}

}  // namespace platform::http
