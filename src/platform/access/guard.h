#pragma once
// The door of every route: who is asking (session cookie), from our own page (CSRF), and may the role do this
// at all. Rights to a single record are the handler's to ask (access::require), lists filter themselves
// (access::filter). Thread rule: routes are added at start; dispatch() may then be called from any thread.

#include "platform/access/action.h"
#include "platform/access/actor.h"
#include "platform/access/sessions.h"
#include "platform/http/cookies.h"
#include "platform/http/message.h"
#include "platform/http/router.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace platform::access {

// One request of somebody who is signed in.
struct Call {
    http::Request const& request;
    Actor const& actor;
    SessionId const& session;
    std::string_view token;
};
using CallHandler = std::function<http::Response(Call const&)>;

class Guard {
  public:
    Guard(Sessions& sessions, http::Transport transport) : sessions_(sessions), transport_(transport) {}

    // A route for people who are signed in and have the action. Fills in route.action and route.handler.
    void add(http::Router& router, http::Route route, Action action, CallHandler handler);
    // A route for everybody; its reason to be public stands beside the call.
    void add_public(http::Router& router, http::Route route);
    // To be called before the server starts: Problem::internal naming a route that came to the router past
    // add().
    void check(http::Router const& router) const;

    // What the router is constructed with: [&guard](auto const& route, auto const& request) { return
    // guard.dispatch(route, request); }
    [[nodiscard]] http::Response dispatch(http::Route const& route, http::Request const& request) const;

    [[nodiscard]] http::Transport transport() const { return transport_; }

  private:
    struct Protected {
        Action action;
        CallHandler handler;
    };

    [[nodiscard]] http::Response call(Protected const& entry, http::Route const& route,
                                      http::Request const& request) const;

    Sessions& sessions_;
    http::Transport const transport_;
    std::map<std::string, Protected> protected_;  // by method and pattern
    std::map<std::string, http::Handler> public_;
};

// The name of the cookie without its prefix.
constexpr std::string_view session_cookie = "session";
// The route's "GET /api/v1/units/{id}".
[[nodiscard]] std::string route_key(http::Route const& route);

}  // namespace platform::access
