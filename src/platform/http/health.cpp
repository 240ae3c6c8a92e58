#include "platform/http/health.h"

#include "platform/http/json_message.h"

#include <boost/json/object.hpp>

#include <utility>

namespace platform::http {

Handler health_handler(std::function<bool()> is_ready) {
    return [is_ready = std::move(is_ready)](Request const&) {
        bool const ready = is_ready();
        boost::json::object body;
        body["status"] = ready ? "ok" : "unavailable";
        return json_response(ready ? 200 : 503, body);
    };
}

}  // namespace platform::http
