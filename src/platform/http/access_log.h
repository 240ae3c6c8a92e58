#pragma once
// One line per answered request: method, route pattern, status, milliseconds, request id. No query, no
// address, no person.

#include <chrono>
#include <string_view>

namespace platform::http {

struct AccessLogEntry {
    std::string_view method;
    std::string_view route;  // the pattern, "-" where none matched
    int status = 0;
    std::chrono::microseconds taken{};
    std::string_view request_id;
};

void log_access(AccessLogEntry const& entry);
void log_server(std::string_view message);

}  // namespace platform::http
