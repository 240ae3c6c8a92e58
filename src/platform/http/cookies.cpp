#include "platform/http/cookies.h"

#include "base/problem.h"
#include "platform/http/header_values.h"

#include <algorithm>

namespace platform::http {

namespace {

// cookie-octet of RFC 6265.
bool is_cookie_octet(char c) {
    return c > 0x20 && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\';
}

}  // namespace

std::optional<std::string_view> find_cookie(std::string_view cookie_header, std::string_view name) {
    std::size_t at = 0;
    while (at < cookie_header.size()) {
        auto const end = std::min(cookie_header.find(';', at), cookie_header.size());
        auto const pair = trim_blanks(cookie_header.substr(at, end - at));
        at = end + 1;
        auto const equals = pair.find('=');
        if (equals == std::string_view::npos || pair.substr(0, equals) != name) {
            continue;
        }
        auto value = pair.substr(equals + 1);
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
            value = value.substr(1, value.size() - 2);
        }
        return value;
    }
    return std::nullopt;
}

std::string cookie_name(std::string_view name, Transport transport) {
    std::string full(transport == Transport::behind_tls_proxy ? "__Host-" : "");
    full.append(name);
    return full;
}

std::string set_cookie(std::string_view name, std::string_view value, Transport transport,
                       std::optional<std::chrono::seconds> max_age) {
    BASE_ASSERT(is_token(name));
    BASE_ASSERT(std::ranges::all_of(value, is_cookie_octet));
    std::string text = cookie_name(name, transport);
    text.append("=").append(value).append("; Path=/; HttpOnly; SameSite=Strict");
    if (transport == Transport::behind_tls_proxy) {
        text.append("; Secure");
    }
    if (max_age) {
        text.append("; Max-Age=").append(std::to_string(max_age->count()));
    }
    return text;
}

std::string clear_cookie(std::string_view name, Transport transport) {
    return set_cookie(name, "", transport, std::chrono::seconds(0));
}

}  // namespace platform::http
