#pragma once
// For tests: a plain blocking TCP client that sends exactly the bytes it is given. Its code is in
// loopback_client_test.cpp.

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace platform::http::test {

struct Answer {
    int status = 0;
    std::string head;
    std::map<std::string, std::string> headers;  // names in lower case
    std::string body;
};

class LoopbackClient {
  public:
    enum class Buffers : std::uint8_t { usual, tiny };
    explicit LoopbackClient(std::uint16_t port, Buffers buffers = Buffers::usual);
    ~LoopbackClient();
    LoopbackClient(LoopbackClient const&) = delete;
    LoopbackClient& operator=(LoopbackClient const&) = delete;

    // False when the server has closed or reset the connection.
    bool send(std::string_view bytes);
    // One answer with Content-Length; nullopt when the connection ends before it is whole. `method` HEAD: no
    // body follows.
    [[nodiscard]] std::optional<Answer> receive(std::string_view method = "GET");
    // Reads until `text` has come; false when the connection ends first.
    [[nodiscard]] bool wait_for(std::string_view text);
    // Everything until the connection ends.
    [[nodiscard]] std::string receive_all();
    // Waits for input at most so long; true when the connection was closed by the server.
    [[nodiscard]] bool closes_within(std::chrono::milliseconds time);
    void close_sending();
    [[nodiscard]] std::string const& pending() const { return pending_; }

  private:
    [[nodiscard]] bool read_more();

    int socket_ = -1;
    std::string pending_;
};

// One request on a connection of its own.
[[nodiscard]] std::optional<Answer> ask(std::uint16_t port, std::string_view bytes);
// "GET /path HTTP/1.1" with Host and Connection: close.
[[nodiscard]] std::string get(std::string_view target, std::string_view more_headers = {});

}  // namespace platform::http::test
