#pragma once
// Reads the members of a tree's maps and collects what is wrong with them, each by its line: what the parsers
// of our own data files share. Thread rule: one thread at a time.

#include "formats/yaml/tree.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace formats::yaml {

class Fields {
  public:
    std::vector<base::Violation> violations;

    void refuse(Node const& node, std::string_view ja, std::string_view en) {
        violations.push_back(at_line(node.line, ja, en));
    }
    // Must be there and not empty.
    std::string text(Node const& parent, std::string_view name);
    static std::string optional(Node const& parent, std::string_view name);
    std::int64_t integer(Node const& parent, std::string_view name, std::int64_t smallest,
                         std::int64_t largest);
    bool flag(Node const& parent, std::string_view name);  // absent: false
    // Its elements; absent is empty.
    std::vector<Node> const& list(Node const& parent, std::string_view name);
    // The same, and at least one.
    std::vector<Node> const& filled_list(Node const& parent, std::string_view name);
    std::vector<std::string> texts(Node const& parent, std::string_view name);  // of a filled list
};

}  // namespace formats::yaml
