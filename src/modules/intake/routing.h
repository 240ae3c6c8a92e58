#pragma once
// Shorthand for adding this module's routes.

#include "modules/intake/parts.h"
#include "platform/access/guard.h"
#include "platform/http/json_message.h"
#include "platform/http/router.h"

#include <string>
#include <utility>

namespace modules::intake {

struct Operation {
    platform::http::Method method;
    std::string pattern;  // after /api/v1
    std::string id;
    base::Words summary;
    std::size_t max_body = 1024 * 1024;
};

inline void add(Parts const& parts, Operation operation, platform::access::Action action,
                platform::access::CallHandler handler) {
    platform::http::Route route;
    route.method = operation.method;
    route.pattern = "/api/v1" + operation.pattern;
    route.operation_id = std::move(operation.id);
    route.summary = std::move(operation.summary);
    route.options.max_body = operation.max_body;
    parts.platform.guard.add(parts.platform.router, std::move(route), action, std::move(handler));
}

}  // namespace modules::intake
