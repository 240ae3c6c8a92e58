#include "formats/retention_rules/retention_rules.h"

#include "formats/yaml/fields.h"

#include <set>
#include <utility>

namespace formats::retention_rules {

namespace {

constexpr yaml::Limits limits{.largest = std::size_t{256} * 1024};
constexpr int most_years = 100;

class Parser : public yaml::Fields {
  public:
    RetentionClass read(yaml::Node const& node) {
        RetentionClass read;
        read.record_kind = text(node, "record_kind");
        read.kind = text(node, "kind");
        read.label = {text(node, "label_ja"), text(node, "label_en")};
        read.basis = text(node, "basis");
        read.years = static_cast<int>(integer(node, "years", 1, most_years));
        static_cast<void>(text(node, "confirmed"));  // must be said
        read.confirmed = flag(node, "confirmed");
        return read;
    }
};

}  // namespace

base::Parsed<std::vector<RetentionClass>> parse(std::string_view yaml) {
    auto const root = yaml::read(yaml, limits);
    if (!root) {
        return root.violations();
    }
    auto const* const list = root->find("classes");
    if (list == nullptr || !list->is_list()) {
        return base::Violation{"classes", {"classes の一覧がありません", "there is no list of classes"}};
    }
    Parser parser;
    std::vector<RetentionClass> classes;
    std::set<std::pair<std::string, std::string>> seen;
    for (auto const& node : list->items) {
        if (!node.is_map()) {
            parser.refuse(node, "項目の形が違います", "an entry is not a mapping");
            continue;
        }
        classes.push_back(parser.read(node));
        if (!seen.emplace(classes.back().record_kind, classes.back().kind).second) {
            parser.refuse(node, "同じ種類が二つあります", "the kind is used twice");
        }
    }
    if (!parser.violations.empty()) {
        return std::move(parser.violations);
    }
    return classes;
}

}  // namespace formats::retention_rules
