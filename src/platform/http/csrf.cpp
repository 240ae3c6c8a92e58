#include "platform/http/csrf.h"

#include "base/problem.h"
#include "platform/http/header_values.h"

#include <sodium.h>

#include <tuple>

namespace platform::http {

namespace {

base::Problem refused(std::string_view field, std::string_view ja, std::string_view en) {
    return {base::Problem::forbidden,
            "別のサイトからの操作として拒否しました",
            "Refused as a request from another site",
            {{std::string(field), {std::string(ja), std::string(en)}}}};
}

}  // namespace

std::string csrf_token(std::string_view session_id, CsrfKey const& key) {
    std::string message = "csrf:";
    message.append(session_id);
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
    static_assert(crypto_auth_hmacsha256_KEYBYTES == std::tuple_size_v<CsrfKey>);
    // libsodium takes bytes as unsigned char; the text is only read.
    crypto_auth_hmacsha256(mac.data(), reinterpret_cast<unsigned char const*>(message.data()), message.size(),
                           key.data());
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::array<char, sodium_base64_ENCODED_LEN(crypto_auth_hmacsha256_BYTES, variant)> text{};
    sodium_bin2base64(text.data(), text.size(), mac.data(), mac.size(), variant);
    return text.data();
}

void require_same_site(Request const& request) {
    if (!is_unsafe(request.method)) {
        return;
    }
    if (auto const site = request.header("sec-fetch-site");
        site && *site != "same-origin" && *site != "none") {
        throw refused("sec-fetch-site", "別のサイトから送られました", "sent from another site");
    }
    auto const origin = request.header("origin");
    if (!origin) {
        return;  // scripts and command lines send none; the token decides
    }
    std::string own = request.over_tls ? "https://" : "http://";
    own.append(request.header("host").value_or(""));
    if (!equals_ignoring_case(*origin, own)) {
        throw refused("origin", "Origin がこのサーバーではありません", "the Origin is not this server");
    }
}

void require_csrf_token(Request const& request, std::string_view session_id, CsrfKey const& key) {
    if (!is_unsafe(request.method)) {
        return;
    }
    require_same_site(request);
    auto const expected = csrf_token(session_id, key);
    auto const given = request.header("x-csrf-token").value_or("");
    // sodium_memcmp compares in constant time; the length of a token is no secret.
    if (given.size() != expected.size() ||
        sodium_memcmp(given.data(), expected.data(), expected.size()) != 0) {
        throw refused("x-csrf-token", "X-CSRF-Token がないか、正しくありません",
                      "X-CSRF-Token is missing or wrong");
    }
}

}  // namespace platform::http
