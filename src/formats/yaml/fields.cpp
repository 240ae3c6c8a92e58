#include "formats/yaml/fields.h"

#include <fmt/format.h>

#include <charconv>

namespace formats::yaml {

std::string Fields::text(Node const& parent, std::string_view name) {
    auto const* const node = parent.find(name);
    if (node == nullptr || node->scalar.empty()) {
        refuse(parent, fmt::format("{} がありません", name), fmt::format("{} is missing", name));
        return {};
    }
    return node->scalar;
}

std::string Fields::optional(Node const& parent, std::string_view name) {
    auto const* const node = parent.find(name);
    return node == nullptr ? std::string() : node->scalar;
}

std::int64_t Fields::integer(Node const& parent, std::string_view name, std::int64_t smallest,
                             std::int64_t largest) {
    auto const digits = optional(parent, name);
    std::int64_t value = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    bool const is_whole = error == std::errc() && end == digits.data() + digits.size();
    if (!is_whole || value < smallest || value > largest) {
        refuse(parent, fmt::format("{} は{}から{}までの整数です", name, smallest, largest),
               fmt::format("{} must be an integer from {} to {}", name, smallest, largest));
        return smallest;
    }
    return value;
}

bool Fields::flag(Node const& parent, std::string_view name) {
    auto const* const node = parent.find(name);
    if (node != nullptr && node->scalar != "true" && node->scalar != "false") {
        refuse(*node, fmt::format("{} は true か false です", name),
               fmt::format("{} must be true or false", name));
    }
    return node != nullptr && node->scalar == "true";
}

std::vector<Node> const& Fields::list(Node const& parent, std::string_view name) {
    static std::vector<Node> const none;
    auto const* const node = parent.find(name);
    if (node == nullptr || node->is_null) {
        return none;
    }
    if (!node->is_list()) {
        refuse(*node, fmt::format("{} は一覧です", name), fmt::format("{} must be a list", name));
        return none;
    }
    return node->items;
}

std::vector<Node> const& Fields::filled_list(Node const& parent, std::string_view name) {
    auto const before = violations.size();
    auto const& items = list(parent, name);
    if (items.empty() && violations.size() == before) {
        refuse(parent, fmt::format("{} は空でない一覧です", name),
               fmt::format("{} must be a list with something in it", name));
    }
    return items;
}

std::vector<std::string> Fields::texts(Node const& parent, std::string_view name) {
    std::vector<std::string> found;
    for (auto const& item : filled_list(parent, name)) {
        found.push_back(item.scalar);
        if (item.scalar.empty()) {
            refuse(item, fmt::format("{} に空の行があります", name),
                   fmt::format("{} has an empty line", name));
        }
    }
    return found;
}

}  // namespace formats::yaml
