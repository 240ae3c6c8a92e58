#include "platform/http/access_log.h"

#include <spdlog/spdlog.h>

namespace platform::http {

void log_access(AccessLogEntry const& entry) {
    auto const milliseconds = static_cast<double>(entry.taken.count()) / 1000.0;
    spdlog::info("{} {} {} {:.1f} ms {}", entry.method, entry.route.empty() ? "-" : entry.route, entry.status,
                 milliseconds, entry.request_id);
}

void log_server(std::string_view message) {
    spdlog::warn("{}", message);
}

}  // namespace platform::http
