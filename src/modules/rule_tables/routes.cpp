#include "modules/rule_tables/routes.h"

#include "base/problem.h"

#include <algorithm>

namespace modules::rule_tables {

namespace {
constexpr std::size_t largest_body = std::size_t{12} << 20U;  // every file of a change set, escaped
constexpr std::string_view ending = ".yaml";
}  // namespace

void add_route(Parts const& parts, RouteWords words, RouteHandler handler) {
    platform::http::Route route;
    route.method = words.method;
    route.pattern.append("/api/v1").append(words.pattern);
    route.operation_id = words.id;
    route.summary = std::move(words.summary);
    route.options.max_body = largest_body;
    parts.platform.guard.add(
        parts.platform.router, std::move(route), words.action,
        [&parts, handler](platform::access::Call const& call) { return handler(parts, call); });
}

std::string table_id(std::string_view file) {
    std::string id(file.ends_with(ending) ? file.substr(0, file.size() - ending.size()) : file);
    std::ranges::replace(id, '/', '~');  // a dot would look like a file's name to whoever serves pages
    return id;
}

std::string file_of(platform::tables::Files const& files, std::string_view id) {
    auto const found =
        std::ranges::find_if(files, [id](auto const& each) { return table_id(each.first) == id; });
    if (found == files.end()) {
        not_found();
    }
    return found->first;
}

base::Ulid path_id(platform::http::Request const& request) {
    auto const id = base::parse_ulid(request.path_parameter("id"));
    if (!id) {
        not_found();
    }
    return *id;
}

void not_found() {
    throw base::Problem(base::Problem::not_found, "見つかりません", "Not found");
}

}  // namespace modules::rule_tables
