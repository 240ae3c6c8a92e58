#pragma once
// The table of routes: which request is whose. Filled at start, then only read. Thread rule: const members
// from any thread.

#include "base/problem.h"
#include "platform/http/message.h"

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platform::http {

enum class Csrf : std::uint8_t { required, exempt };  // exempt: calls without a session, such as sign-in

struct RouteOptions {
    std::size_t max_body = 1024 * 1024;
    Csrf csrf = Csrf::required;
};

struct Route {
    Method method = Method::get;
    std::string pattern{};       // "/api/v1/consultations/{id}"
    std::string operation_id{};  // of openapi.json
    base::Words summary{};
    std::string action{};  // an access action; "" = public
    RouteOptions options{};
    Handler handler{};
};

// Where authentication, CSRF and access are checked once for all routes; calls route.handler when they pass.
using Dispatcher = std::function<Response(Route const&, Request const&)>;

class Router {
  public:
    explicit Router(Dispatcher dispatcher);
    ~Router();
    Router(Router&&) noexcept;
    Router& operator=(Router&&) noexcept;

    // Asserts that the pattern is well-formed and new. HEAD comes with GET, OPTIONS by itself.
    void add(Route route);
    // What answers paths that no route has (static files); without it they are not_found.
    void set_fallback(Handler fallback) { fallback_ = std::move(fallback); }

    [[nodiscard]] std::vector<Route> const& routes() const { return routes_; }
    // The router as what the server calls; it must outlive the server.
    [[nodiscard]] Response answer(Request& request) const;
    // What the server asks before it reads a body.
    [[nodiscard]] std::size_t max_body(Method method, std::string_view path) const;

  private:
    struct Node;
    struct Match {
        Node const* node = nullptr;
        std::vector<std::string_view> values;
    };

    [[nodiscard]] Match match(std::string_view path) const;
    [[nodiscard]] Route const* route_of(Node const& node, Method method) const;
    [[nodiscard]] Response answer_without_route(Request const& request, Node const& node) const;

    Dispatcher dispatcher_;
    Handler fallback_;
    std::vector<Route> routes_;
    std::unique_ptr<Node> root_;
};

}  // namespace platform::http
