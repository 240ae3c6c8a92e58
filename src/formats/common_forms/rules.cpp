#include "formats/common_forms/rules.h"

#include "formats/yaml/fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace formats::common_forms {

namespace {

constexpr yaml::Limits limits{.largest = std::size_t{512} * 1024};

// Members of Consultation that a form may fill.
constexpr std::array<std::string_view, 21> targets = {
    "narrative",      "caller_name",    "caller_kana",       "caller_address",
    "caller_phone",   "caller_email",   "caller_occupation", "caller_relation",
    "subject",        "victim_name",    "victim_industry",   "victim_size",
    "victim_contact", "occurred",       "noticed",           "place",
    "amount",         "evidence_state", "action_taken",      "report_will",
    "punish_will"};

class Parser : public yaml::Fields {
  public:
    FormRule form(yaml::Node const& node) {
        FormRule rule;
        rule.code = text(node, "code");
        rule.name = {text(node, "label_ja"), text(node, "label_en")};
        auto const medium = text(node, "medium");
        rule.medium = medium == "mail" ? Medium::mail : Medium::spreadsheet;
        if (medium != "mail" && medium != "spreadsheet") {
            refuse(node, "medium は spreadsheet か mail です", "medium must be spreadsheet or mail");
        }
        rule.source = text(node, "source");
        rule.confirmed = flag(node, "confirmed");
        rule.titles = texts(node, "titles");
        rule.least_fields = static_cast<int>(integer(node, "least_fields", 1, 100));
        rule.kind = optional(node, "record_kind");
        rule.internal_type = optional(node, "internal_type");
        std::set<std::string> codes;
        for (auto const& item : filled_list(node, "fields")) {
            rule.fields.push_back(field(item));
            if (!codes.insert(rule.fields.back().code).second) {
                refuse(item, "同じ code が二つあります", "the code is used twice");
            }
        }
        return rule;
    }

  private:
    FieldRule field(yaml::Node const& node) {
        static constexpr std::array kinds = {std::pair{std::string_view("text"), ValueKind::text},
                                             std::pair{std::string_view("choice"), ValueKind::choice},
                                             std::pair{std::string_view("date"), ValueKind::date},
                                             std::pair{std::string_view("number"), ValueKind::number}};
        FieldRule rule;
        rule.code = text(node, "code");
        rule.label = {text(node, "label_ja"), text(node, "label_en")};
        auto const kind = text(node, "kind");
        auto const* const known =
            std::ranges::find(kinds, std::string_view(kind), &std::pair<std::string_view, ValueKind>::first);
        if (known == kinds.end()) {
            refuse(node, "kind は text, choice, date, number のどれかです",
                   "kind must be text, choice, date or number");
        } else {
            rule.kind = known->second;
        }
        rule.labels = texts(node, "labels");
        auto const target = optional(node, "target");
        rule.target = target.empty() ? "narrative" : target;
        if (std::ranges::find(targets, rule.target) == targets.end()) {
            refuse(node, fmt::format("target「{}」は受理票の項目ではありません", rule.target),
                   fmt::format("target \"{}\" is no field of the intake record", rule.target));
        }
        rule.indicators = flag(node, "indicators");
        return rule;
    }
};

}  // namespace

base::Parsed<std::vector<FormRule>> read_rules(std::string_view bytes) {
    auto const root = yaml::read(bytes, limits);
    if (!root) {
        return root.violations();
    }
    auto const* const forms = root->find("forms");
    if (forms == nullptr || !forms->is_list() || forms->items.empty()) {
        return yaml::at_line(root->line, "forms は一覧です", "forms must be a list");
    }
    Parser parser;
    std::vector<FormRule> rules;
    rules.reserve(forms->items.size());
    for (auto const& node : forms->items) {
        rules.push_back(parser.form(node));
    }
    if (!parser.violations.empty()) {
        return std::move(parser.violations);
    }
    return rules;
}

}  // namespace formats::common_forms
