#include "formats/rule_tables/node.h"

#include <fmt/format.h>

namespace formats::rule_tables {

base::Violation violation_at(std::string const& file, int line, std::string_view ja, std::string_view en) {
    return {fmt::format("{} line {}", file, line), {std::string(ja), std::string(en)}};
}

base::Parsed<Node> read_yaml(std::string const& file, std::string_view bytes) {
    auto root = yaml::read(bytes);
    if (!root) {
        auto const& refused = root.violations().front();
        return base::Violation{fmt::format("{} {}", file, refused.field), refused.reason};
    }
    if (root->is_null) {
        return violation_at(file, 1, "中身がありません", "the file is empty");
    }
    return root;
}

}  // namespace formats::rule_tables
