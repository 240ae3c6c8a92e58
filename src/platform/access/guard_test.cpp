#include "platform/access/guard.h"

#include "base/problem.h"
#include "platform/access/people_test.h"

#include <doctest/doctest.h>

namespace platform::access {

namespace {

using http::Method;

struct Door : People {
    Sessions sessions{folder.store(), time, hasher, "node"};
    Guard guard{sessions, http::Transport::plain_loopback};
    http::Router router{
        [this](auto const& route, auto const& request) { return guard.dispatch(route, request); }};
    std::string token;
    base::Ulid seen;  // who the handler was given
    std::chrono::milliseconds leaves_every{};

    Door() {
        auto const handler = [this](Call const& call) {
            seen = call.actor.account;
            return http::Response{.status = 204};
        };
        guard.add(router, {.method = Method::get, .pattern = "/units"}, Action::organization_read, handler);
        guard.add(router, {.method = Method::get, .pattern = "/units/{id}"}, Action::organization_read,
                  handler);
        guard.add(router, {.method = Method::get, .pattern = "/work/{list}"}, Action::organization_read,
                  handler);
        guard.add(router, {.method = Method::post, .pattern = "/consultations"}, Action::consultation_create,
                  handler);
        guard.add(router, {.method = Method::get, .pattern = "/journal"}, Action::journal_read, handler);
        guard.add_public(
            router, {.method = Method::post, .pattern = "/sessions", .handler = [](http::Request const&) {
                         return http::Response{.status = 201};
                     }});
        auto result = sessions.sign_in("tanaka", good_password, "192.0.2.1");
        token = std::get<SignedIn>(result).token;
    }

    // The status of the answer, as the border makes it.
    int ask(Method method, std::string path, http::Pairs headers = {}) {
        http::Request request;
        request.method = method;
        request.path = std::move(path);
        request.headers = std::move(headers);
        request.headers.emplace_back("host", "127.0.0.1:8080");
        try {
            auto const response = router.answer(request);
            leaves_every = response.leaves_every;
            return response.status;
        } catch (base::Problem const& problem) {
            return problem.kind() == base::Problem::unauthenticated ? 401
                   : problem.kind() == base::Problem::forbidden     ? 403
                                                                    : 500;
        }
    }
    http::Pairs signed_in(http::Pairs more = {}) const {
        std::string cookie = "session=";
        more.emplace_back("cookie", cookie.append(token));
        return more;
    }
};

}  // namespace

TEST_CASE("a route is reached by whom its action is granted, and by nobody without a session") {
    Door door;
    CHECK(door.ask(Method::get, "/units") == 401);
    CHECK(door.ask(Method::get, "/units", {{"cookie", "session=0000"}}) == 401);
    CHECK(door.ask(Method::get, "/units", door.signed_in()) == 204);
    CHECK(door.seen == door.officer);
    CHECK(door.ask(Method::get, "/journal", door.signed_in()) == 403);
    door.sessions.revoke(door.officer);
    CHECK(door.ask(Method::get, "/units", door.signed_in()) == 401);
}

TEST_CASE("what looks through many records answers at even times, one record by its id at once") {
    Door door;
    CHECK(door.ask(Method::get, "/units", door.signed_in()) == 204);
    CHECK(door.leaves_every > std::chrono::milliseconds::zero());
    CHECK(door.ask(Method::get, "/units/1", door.signed_in()) == 204);
    CHECK(door.leaves_every == std::chrono::milliseconds::zero());
    CHECK(door.ask(Method::get, "/work/mine", door.signed_in()) == 204);  // a list, though named in the path
    CHECK(door.leaves_every > std::chrono::milliseconds::zero());
}

TEST_CASE("a change needs the page's token and must not come from another site") {
    Door door;
    auto const token = csrf_token_of(door.token);
    CHECK(door.ask(Method::post, "/consultations", door.signed_in()) == 403);
    CHECK(door.ask(Method::post, "/consultations", door.signed_in({{"x-csrf-token", "wrong"}})) == 403);
    CHECK(door.ask(Method::post, "/consultations",
                   door.signed_in({{"x-csrf-token", std::string(64, '0')}})) == 403);
    CHECK(door.ask(Method::post, "/consultations", door.signed_in({{"x-csrf-token", token}})) == 204);
    CHECK(door.ask(Method::post, "/consultations",
                   door.signed_in({{"x-csrf-token", token}, {"origin", "https://evil.example"}})) == 403);
    CHECK(door.ask(Method::post, "/consultations", {{"x-csrf-token", token}}) == 401);
}

TEST_CASE("signing in needs no session but is refused to other sites") {
    Door door;
    CHECK(door.ask(Method::post, "/sessions") == 201);
    CHECK(door.ask(Method::post, "/sessions", {{"sec-fetch-site", "cross-site"}}) == 403);
}

TEST_CASE(
    "a route that came to the router past the guard keeps the program from starting, and answers nobody") {
    Door door;
    CHECK_NOTHROW(door.guard.check(door.router));
    door.router.add({.method = Method::get, .pattern = "/secret", .handler = [](http::Request const&) {
                         return http::Response{.status = 200};
                     }});
    CHECK_THROWS_WITH_AS(door.guard.check(door.router), doctest::Contains("GET /secret"), base::Problem);
    CHECK(door.ask(Method::get, "/secret", door.signed_in()) == 500);
}

}  // namespace platform::access
