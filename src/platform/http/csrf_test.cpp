#include "platform/http/csrf.h"

#include "base/problem.h"

#include <doctest/doctest.h>

namespace platform::http {

namespace {

CsrfKey const key = {1, 2, 3};

Request post(Pairs headers) {
    Request request;
    request.method = Method::post;
    request.headers = std::move(headers);
    request.headers.emplace_back("host", "127.0.0.1:8080");
    return request;
}

bool is_refused(Request const& request) {
    try {
        require_csrf_token(request, "session-1", key);
    } catch (base::Problem const& problem) {
        CHECK(problem.kind() == base::Problem::forbidden);
        CHECK(problem.violations().size() == 1);
        return true;
    }
    return false;
}

}  // namespace

TEST_CASE("the token belongs to one session and one key") {
    auto const token = csrf_token("session-1", key);
    CHECK(token.size() == 43);
    CHECK(token == csrf_token("session-1", key));
    CHECK(token != csrf_token("session-2", key));
    CHECK(token != csrf_token("session-1", CsrfKey{9}));
}

TEST_CASE("an unsafe request needs the token of its session") {
    auto const token = csrf_token("session-1", key);
    CHECK(!is_refused(post({{"x-csrf-token", token}})));
    CHECK(is_refused(post({})));
    CHECK(is_refused(post({{"x-csrf-token", ""}})));
    CHECK(is_refused(post({{"x-csrf-token", csrf_token("session-2", key)}})));
    CHECK(is_refused(post({{"x-csrf-token", token + "x"}})));
}

TEST_CASE("the token does not help a request from another site") {
    auto const token = csrf_token("session-1", key);
    CHECK(!is_refused(post(
        {{"x-csrf-token", token}, {"sec-fetch-site", "same-origin"}, {"origin", "http://127.0.0.1:8080"}})));
    CHECK(is_refused(post({{"x-csrf-token", token}, {"sec-fetch-site", "cross-site"}})));
    CHECK(is_refused(post({{"x-csrf-token", token}, {"sec-fetch-site", "same-site"}})));
    CHECK(is_refused(post({{"x-csrf-token", token}, {"origin", "http://evil.example"}})));
    CHECK(is_refused(post({{"x-csrf-token", token}, {"origin", "null"}})));
    CHECK(is_refused(post({{"x-csrf-token", token}, {"origin", "https://127.0.0.1:8080"}})));
}

TEST_CASE("behind a TLS proxy the origin is an https one") {
    auto request =
        post({{"x-csrf-token", csrf_token("session-1", key)}, {"origin", "https://127.0.0.1:8080"}});
    CHECK(is_refused(request));
    request.over_tls = true;
    CHECK(!is_refused(request));
}

TEST_CASE("a reading request needs nothing") {
    auto request = post({{"sec-fetch-site", "cross-site"}});
    request.method = Method::get;
    CHECK(!is_refused(request));
}

}  // namespace platform::http
