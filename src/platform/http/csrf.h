#pragma once
// Cross-site request forgery: a token bound to the session, and what the browser itself says about where a
// request comes from.

#include "platform/http/message.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace platform::http {

using CsrfKey = std::array<std::uint8_t, 32>;  // lives in the data folder, so that tokens outlast a restart

// Given to the page after sign-in; sent back as X-CSRF-Token.
[[nodiscard]] std::string csrf_token(std::string_view session_id, CsrfKey const& key);
// Throws Problem::forbidden where an unsafe request comes from another site (Sec-Fetch-Site, Origin). For
// every request, also those without a session (sign-in).
void require_same_site(Request const& request);
// The same, and the token. For unsafe requests whose session came in a cookie; a bearer token needs none.
void require_csrf_token(Request const& request, std::string_view session_id, CsrfKey const& key);

}  // namespace platform::http
