#include "platform/http/router.h"

#include "platform/http/problem_response.h"

#include <algorithm>
#include <utility>

namespace platform::http {

// One path segment; literals are tried before the parameter.
struct Router::Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
    std::unique_ptr<Node> parameter;
    std::vector<std::size_t> routes;  // one per method

    [[nodiscard]] Node const* find(std::vector<std::string_view> const& segments, std::size_t depth,
                                   std::vector<std::string_view>& values) const;
};

namespace {

// "/a/{b}" → {"a", "{b}"}; "/" → {""}.
std::vector<std::string_view> split_path(std::string_view path, std::size_t max_segments) {
    std::vector<std::string_view> segments;
    std::size_t at = 1;
    while (at <= path.size() && segments.size() < max_segments) {
        auto const end = std::min(path.find('/', at), path.size());
        segments.push_back(path.substr(at, end - at));
        at = end + 1;
    }
    return segments;
}

constexpr std::size_t max_depth = 32;  // no pattern is deeper

bool is_parameter(std::string_view segment) {
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

std::string allowed_methods(std::vector<Route> const& routes, std::vector<std::size_t> const& indices) {
    std::string allow;
    for (auto const index : indices) {
        allow.append(to_string(routes[index].method)).append(", ");
        if (routes[index].method == Method::get) {
            allow.append("HEAD, ");
        }
    }
    return allow.append("OPTIONS");
}

}  // namespace

Router::Node const* Router::Node::find(std::vector<std::string_view> const& segments, std::size_t depth,
                                       std::vector<std::string_view>& values) const {
    if (depth == segments.size()) {
        return routes.empty() ? nullptr : this;
    }
    if (auto const literal = literals.find(segments[depth]); literal != literals.end()) {
        if (auto const* found = literal->second->find(segments, depth + 1, values)) {
            return found;
        }
    }
    if (!parameter || segments[depth].empty()) {
        return nullptr;
    }
    values.push_back(segments[depth]);
    auto const* found = parameter->find(segments, depth + 1, values);
    if (found == nullptr) {
        values.pop_back();
    }
    return found;
}

Router::Router(Dispatcher dispatcher) : dispatcher_(std::move(dispatcher)), root_(std::make_unique<Node>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::add(Route route) {
    BASE_ASSERT(route.pattern.starts_with('/'));
    BASE_ASSERT(route.method != Method::head && route.method != Method::options);
    auto const segments = split_path(route.pattern, max_depth + 1);
    BASE_ASSERT(segments.size() <= max_depth);
    Node* node = root_.get();
    for (auto const segment : segments) {
        auto& next = is_parameter(segment) ? node->parameter : node->literals[std::string(segment)];
        if (!next) {
            next = std::make_unique<Node>();
        }
        node = next.get();
    }
    BASE_ASSERT(route_of(*node, route.method) == nullptr);
    node->routes.push_back(routes_.size());
    routes_.push_back(std::move(route));
}

Router::Match Router::match(std::string_view path) const {
    Match match;
    if (!path.starts_with('/')) {
        return match;  // OPTIONS *
    }
    auto const segments = split_path(path, max_depth + 1);
    if (segments.size() <= max_depth) {
        match.node = root_->find(segments, 0, match.values);
    }
    return match;
}

Route const* Router::route_of(Node const& node, Method method) const {
    auto const wanted = method == Method::head ? Method::get : method;
    for (auto const index : node.routes) {
        if (routes_[index].method == wanted) {
            return &routes_[index];
        }
    }
    return nullptr;
}

Response Router::answer(Request& request) const {
    auto const found = match(request.path);
    if (found.node == nullptr) {
        if (fallback_) {
            return fallback_(request);
        }
        throw base::Problem(base::Problem::not_found, "見つかりません", "Not found");
    }
    auto const* route = route_of(*found.node, request.method);
    if (route == nullptr) {
        return answer_without_route(request, *found.node);
    }
    std::size_t value = 0;
    for (auto const segment : split_path(route->pattern, max_depth)) {
        if (is_parameter(segment)) {
            request.path_parameters.emplace(segment.substr(1, segment.size() - 2), found.values[value++]);
        }
    }
    request.route = route->pattern;
    return dispatcher_(*route, request);
}

Response Router::answer_without_route(Request const& request, Node const& node) const {
    auto const allow = allowed_methods(routes_, node.routes);
    if (request.method == Method::options) {
        return {.status = 204, .headers = {{"Allow", allow}}};
    }
    throw DetailedProblem(base::Problem(base::Problem::method_not_allowed, "このメソッドは使えません",
                                        "The method is not allowed here"),
                          {}, {{"Allow", allow}});
}

std::size_t Router::max_body(Method method, std::string_view path) const {
    auto const found = match(path);
    auto const* route = found.node == nullptr ? nullptr : route_of(*found.node, method);
    return route == nullptr ? RouteOptions{}.max_body : route->options.max_body;
}

}  // namespace platform::http
