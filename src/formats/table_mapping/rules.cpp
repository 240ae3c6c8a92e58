#include "formats/table_mapping/table_mapping.h"
#include "formats/yaml/fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace formats::table_mapping {

namespace {

constexpr yaml::Limits limits{.largest = std::size_t{256} * 1024};

class Parser : public yaml::Fields {
  public:
    TableRule table(yaml::Node const& node) {
        TableRule rule{text(node, "code"), {text(node, "label_ja"), text(node, "label_en")}, {}};
        std::set<std::string> codes;
        for (auto const& item : filled_list(node, "columns")) {
            rule.columns.push_back(column(item));
            if (!codes.insert(rule.columns.back().code).second) {
                refuse(item, "同じ code が二つあります", "the code is used twice");
            }
        }
        return rule;
    }

  private:
    ColumnRule column(yaml::Node const& node) {
        static constexpr std::array kinds = {std::pair{std::string_view("text"), ValueKind::text},
                                             std::pair{std::string_view("time"), ValueKind::time},
                                             std::pair{std::string_view("money"), ValueKind::money},
                                             std::pair{std::string_view("phone"), ValueKind::phone},
                                             std::pair{std::string_view("digits"), ValueKind::digits},
                                             std::pair{std::string_view("email"), ValueKind::email},
                                             std::pair{std::string_view("url"), ValueKind::url}};
        ColumnRule rule;
        rule.code = text(node, "code");
        rule.label = {text(node, "label_ja"), text(node, "label_en")};
        auto const kind = text(node, "kind");
        auto const* const known =
            std::ranges::find(kinds, std::string_view(kind), &std::pair<std::string_view, ValueKind>::first);
        if (known == kinds.end()) {
            refuse(node, "kind は text, time, money, phone, digits, email, url のどれかです",
                   "kind must be text, time, money, phone, digits, email or url");
        } else {
            rule.kind = known->second;
        }
        rule.required = flag(node, "required");
        rule.headers = texts(node, "headers");
        return rule;
    }
};

}  // namespace

base::Parsed<std::vector<TableRule>> read_rules(std::string_view bytes) {
    auto const root = yaml::read(bytes, limits);
    if (!root) {
        return root.violations();
    }
    Parser parser;
    std::vector<TableRule> rules;
    auto const* const tables = root->find("tables");
    if (tables == nullptr || !tables->is_list() || tables->items.empty()) {
        return yaml::at_line(root->line, "tables は一覧です", "tables must be a list");
    }
    for (auto const& node : tables->items) {
        rules.push_back(parser.table(node));
    }
    if (!parser.violations.empty()) {
        return std::move(parser.violations);
    }
    return rules;
}

}  // namespace formats::table_mapping
