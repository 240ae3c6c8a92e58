#include "platform/http/message.h"

#include "base/problem.h"
#include "platform/http/cookies.h"

#include <array>

namespace platform::http {

namespace {

constexpr std::array<std::pair<std::string_view, Method>, 7> method_names = {{
    {"GET", Method::get},
    {"HEAD", Method::head},
    {"POST", Method::post},
    {"PUT", Method::put},
    {"PATCH", Method::patch},
    {"DELETE", Method::delete_},
    {"OPTIONS", Method::options},
}};

std::optional<std::string_view> find(Pairs const& pairs, std::string_view name) {
    for (auto const& [key, value] : pairs) {
        if (key == name) {
            return value;
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string_view> Request::header(std::string_view lower_case_name) const {
    return find(headers, lower_case_name);
}

std::optional<std::string_view> Request::query_value(std::string_view name) const {
    return find(query, name);
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
    auto const line = header("cookie");
    return line ? find_cookie(*line, name) : std::nullopt;
}

std::string_view Request::path_parameter(std::string_view name) const {
    auto const found = path_parameters.find(std::string(name));
    BASE_ASSERT(found != path_parameters.end());
    return found->second;
}

std::string_view to_string(Method method) {
    for (auto const& [name, value] : method_names) {
        if (value == method) {
            return name;
        }
    }
    BASE_ASSERT(false);
}

std::optional<Method> parse_method(std::string_view name) {
    for (auto const& [known, value] : method_names) {
        if (known == name) {
            return value;
        }
    }
    return std::nullopt;
}

bool is_unsafe(Method method) {
    return method != Method::get && method != Method::head && method != Method::options;
}

}  // namespace platform::http
