#include "platform/access/guard.h"

#include "base/problem.h"
#include "platform/access/policy.h"
#include "platform/http/csrf.h"
#include "platform/http/even_times.h"

#include <sodium.h>

namespace platform::access {

namespace {

// A record asked for by its id is found through the reader's own filter; what is refused leaves at even times
// in any case.
bool names_one_record(http::Route const& route) {
    return route.pattern.ends_with("/{id}");
}

base::Problem not_signed_in() {
    return {base::Problem::unauthenticated, "サインインしてください", "Sign in first"};
}

[[noreturn]] void refuse_to_start(std::string const& key) {
    std::string ja = "権限の定めがない経路です: ";
    std::string en = "a route without a declared action: ";
    throw base::Problem(base::Problem::internal, ja.append(key), en.append(key));
}

// Constant time: how much of a guess was right must not show.
void require_token(http::Request const& request, std::string_view token) {
    http::require_same_site(request);
    auto const expected = csrf_token_of(token);
    auto const given = request.header("x-csrf-token").value_or("");
    if (given.size() != expected.size() ||
        sodium_memcmp(given.data(), expected.data(), expected.size()) != 0) {
        throw base::Problem(base::Problem::forbidden, "画面の有効期限が切れました。再読み込みしてください",
                            "Refused: X-CSRF-Token is missing or wrong",
                            {{"x-csrf-token", {"ないか、正しくありません", "missing or wrong"}}});
    }
}

}  // namespace

std::string route_key(http::Route const& route) {
    std::string key(http::to_string(route.method));
    return key.append(" ").append(route.pattern);
}

void Guard::add(http::Router& router, http::Route route, Action action, CallHandler handler) {
    BASE_ASSERT(handler);
    route.action = action_name(action);
    auto const key = route_key(route);
    // The router's own handler is never reached: dispatch() calls the one kept here, with the caller.
    route.handler = [key](http::Request const&) -> http::Response { refuse_to_start(key); };
    protected_.emplace(key, Protected{action, std::move(handler)});
    router.add(std::move(route));
}

void Guard::add_public(http::Router& router, http::Route route) {
    BASE_ASSERT(route.handler);
    route.action.clear();
    route.options.csrf = http::Csrf::exempt;
    public_.emplace(route_key(route), route.handler);
    router.add(std::move(route));
}

void Guard::check(http::Router const& router) const {
    for (auto const& route : router.routes()) {
        auto const key = route_key(route);
        auto const found = protected_.find(key);
        bool const guarded = found != protected_.end() && route.action == action_name(found->second.action);
        if (!guarded && !public_.contains(key)) {
            refuse_to_start(key);
        }
    }
}

http::Response Guard::dispatch(http::Route const& route, http::Request const& request) const {
    auto const key = route_key(route);
    if (auto const found = protected_.find(key); found != protected_.end()) {
        return call(found->second, route, request);
    }
    auto const open = public_.find(key);
    if (open == public_.end()) {
        refuse_to_start(key);
    }
    http::require_same_site(request);
    return open->second(request);
}

http::Response Guard::call(Protected const& entry, http::Route const& route,
                           http::Request const& request) const {
    auto const token = request.cookie(http::cookie_name(session_cookie, transport_));
    if (!token) {
        throw not_signed_in();
    }
    auto const session = sessions_.session_of(*token);
    if (!session) {
        throw not_signed_in();
    }
    if (route.options.csrf == http::Csrf::required && http::is_unsafe(request.method)) {
        require_token(request, *token);
    }
    require(session->actor, entry.action);
    auto response = entry.handler({request, session->actor, session->id, *token});
    if (!names_one_record(route)) {
        response.leaves_every = http::answers_leave_every;
    }
    return response;
}

}  // namespace platform::access
