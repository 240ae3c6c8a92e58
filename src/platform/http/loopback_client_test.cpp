#include "platform/http/loopback_client.h"

#include "platform/http/header_values.h"
#include "platform/http/target.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>

namespace platform::http::test {

namespace {

constexpr int never_hang_milliseconds = 20'000;  // a lost answer fails the test instead of hanging it

Answer parse(std::string_view head) {
    Answer answer;
    answer.head = std::string(head);
    auto const status = head.substr(head.find(' ') + 1, 3);
    std::from_chars(status.data(), status.data() + status.size(), answer.status);
    std::size_t at = head.find("\r\n") + 2;
    while (at < head.size()) {
        auto const end = std::min(head.find("\r\n", at), head.size());
        auto const line = head.substr(at, end - at);
        if (auto const colon = line.find(':'); colon != std::string_view::npos) {
            answer.headers[lower_case_ascii(line.substr(0, colon))] =
                std::string(trim_blanks(line.substr(colon + 1)));
        }
        at = end + 2;
    }
    return answer;
}

}  // namespace

LoopbackClient::LoopbackClient(std::uint16_t port, Buffers buffers)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    REQUIRE(socket_ >= 0);
    if (buffers == Buffers::tiny) {
        int const size = 4096;
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(socket_, reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0);
}

LoopbackClient::~LoopbackClient() {
    ::close(socket_);
}

bool LoopbackClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool LoopbackClient::read_more() {
    pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
    if (::poll(&waiting, 1, never_hang_milliseconds) != 1) {
        return false;
    }
    std::array<char, 65536> buffer{};
    auto const count = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (count <= 0) {
        return false;
    }
    pending_.append(buffer.data(), static_cast<std::size_t>(count));
    return true;
}

std::optional<Answer> LoopbackClient::receive(std::string_view method) {
    auto end = pending_.find("\r\n\r\n");
    while (end == std::string::npos) {
        if (!read_more()) {
            return std::nullopt;
        }
        end = pending_.find("\r\n\r\n");
    }
    auto answer = parse(std::string_view(pending_).substr(0, end + 2));
    pending_.erase(0, end + 4);
    auto const length = answer.headers.find("content-length");
    if (method == "HEAD" || length == answer.headers.end()) {
        return answer;
    }
    std::size_t size = 0;
    std::from_chars(length->second.data(), length->second.data() + length->second.size(), size);
    while (pending_.size() < size) {
        if (!read_more()) {
            return std::nullopt;
        }
    }
    answer.body = pending_.substr(0, size);
    pending_.erase(0, size);
    return answer;
}

bool LoopbackClient::wait_for(std::string_view text) {
    while (pending_.find(text) == std::string::npos) {
        if (!read_more()) {
            return false;
        }
    }
    return true;
}

std::string LoopbackClient::receive_all() {
    while (read_more()) {
    }
    return std::exchange(pending_, {});
}

bool LoopbackClient::closes_within(std::chrono::milliseconds time) {
    auto const end = std::chrono::steady_clock::now() + time;
    while (true) {
        auto const left =
            std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
        if (left.count() <= 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) != 1) {
            return false;
        }
        if (!read_more()) {
            return true;
        }
    }
}

void LoopbackClient::close_sending() {
    ::shutdown(socket_, SHUT_WR);
}

std::optional<Answer> ask(std::uint16_t port, std::string_view bytes) {
    LoopbackClient client(port);
    client.send(bytes);
    return client.receive();
}

std::string get(std::string_view target, std::string_view more_headers) {
    std::string text = "GET ";
    text.append(target)
        .append(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n")
        .append(more_headers)
        .append("\r\n");
    return text;
}

}  // namespace platform::http::test
