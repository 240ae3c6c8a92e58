#pragma once
// How a rule table's file becomes a tree, and how a violation names its file and line.

#include "base/parsed.h"
#include "formats/yaml/tree.h"

#include <string>
#include <string_view>

namespace formats::rule_tables {

using yaml::Node;

[[nodiscard]] base::Violation violation_at(std::string const& file, int line, std::string_view ja,
                                           std::string_view en);
[[nodiscard]] base::Parsed<Node> read_yaml(std::string const& file, std::string_view bytes);

}  // namespace formats::rule_tables
