#pragma once
// A YAML document as a small tree that remembers its lines. Aliases, anchors, tags and excess depth are
// refused.

#include "base/parsed.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace formats::rule_tables {

struct Node {
    enum class Kind : std::uint8_t { scalar, list, map };
    Kind kind = Kind::scalar;
    int line = 0;
    std::string scalar;
    std::vector<Node> items;        // of a list; of a map the values
    std::vector<std::string> keys;  // of a map, same order as items

    [[nodiscard]] Node const* find(std::string_view key) const;
};

[[nodiscard]] base::Violation violation_at(std::string const& file, int line, std::string_view ja,
                                           std::string_view en);
[[nodiscard]] base::Parsed<Node> read_yaml(std::string const& file, std::string_view bytes);

}  // namespace formats::rule_tables
