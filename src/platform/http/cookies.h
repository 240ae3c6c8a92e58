#pragma once
// Cookies: reading one from a Cookie header, and writing Set-Cookie the one way we do it.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace platform::http {

// The first cookie of that name in a Cookie header; quotes around the value are not part of it.
[[nodiscard]] std::optional<std::string_view> find_cookie(std::string_view cookie_header,
                                                          std::string_view name);

enum class Transport { plain_loopback, behind_tls_proxy };

// "__Host-session" behind the proxy, so that no other host or plain connection can set it; "session" on
// loopback.
[[nodiscard]] std::string cookie_name(std::string_view name, Transport transport);
// Value of Set-Cookie: HttpOnly; SameSite=Strict; Path=/ and, behind the proxy, Secure. No max_age: until the
// browser closes. `name` is the bare one; name and value must be cookie text (asserted: both are ours, never
// input).
[[nodiscard]] std::string set_cookie(std::string_view name, std::string_view value, Transport transport,
                                     std::optional<std::chrono::seconds> max_age = std::nullopt);
[[nodiscard]] std::string clear_cookie(std::string_view name, Transport transport);

}  // namespace platform::http
