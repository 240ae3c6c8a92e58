#pragma once
// GET /healthz: whether the program can serve. Says nothing about content, so it needs no sign-in.

#include "platform/http/message.h"

#include <functional>

namespace platform::http {

// 200 {"status":"ok"} while `is_ready`, else 503 {"status":"unavailable"}.
[[nodiscard]] Handler health_handler(std::function<bool()> is_ready);

}  // namespace platform::http
