#pragma once
// For tests: a server on a free loopback port with short deadlines, stopped at the end of the test.

#include "platform/http/server.h"

#include <chrono>
#include <string>
#include <utility>

namespace platform::http::test {

inline Settings quick_settings() {
    Settings settings;
    settings.header_deadline = std::chrono::milliseconds(200);
    settings.idle_timeout = std::chrono::milliseconds(300);
    settings.transfer_grace = std::chrono::milliseconds(300);
    settings.linger = std::chrono::milliseconds(200);
    settings.access_log = AccessLog::off;
    return settings;
}

inline Response plain_text(std::string body) {
    return {.headers = {{"Content-Type", "text/plain"}}, .body = std::move(body)};
}

// Answers with "path body"; "/large" takes 8 MiB, everything else 1 KiB.
struct Running {
    explicit Running(
        Settings const& settings = quick_settings(),
        RootHandler handler = [](Request& request) { return plain_text(request.path + " " + request.body); })
        : server(settings, std::move(handler), [](Method, std::string_view path) -> std::size_t {
              return path == "/large" ? 8U * 1024 * 1024 : 1024;
          }) {
        server.start();
    }
    [[nodiscard]] std::uint16_t port() const { return server.port(); }

    Server server;
};

}  // namespace platform::http::test
