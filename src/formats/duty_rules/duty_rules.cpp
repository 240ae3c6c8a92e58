#include "formats/duty_rules/duty_rules.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <set>

namespace formats::duty_rules {

namespace {

constexpr std::size_t largest_file = 256 * 1024;

class Parser {
  public:
    std::vector<base::Violation> violations;

    void refuse(YAML::Node const& node, std::string_view ja, std::string_view en) {
        violations.push_back(
            {fmt::format("line {}", node.Mark().line + 1), {std::string(ja), std::string(en)}});
    }

    std::string text(YAML::Node const& parent, char const* name) {
        auto const node = parent[name];
        if (!node || !node.IsScalar() || node.Scalar().empty()) {
            refuse(parent, fmt::format("{} がありません", name), fmt::format("{} is missing", name));
            return {};
        }
        return node.Scalar();
    }

    std::int64_t integer(YAML::Node const& parent, char const* name) {
        auto const node = parent[name];
        std::int64_t value = 0;
        if (!node || !YAML::convert<std::int64_t>::decode(node, value) || value < -525'600 ||
            value > 525'600) {
            refuse(parent, fmt::format("{} は整数です", name), fmt::format("{} must be an integer", name));
            return 0;
        }
        return value;
    }

    bool flag(YAML::Node const& parent, char const* name) {
        auto const node = parent[name];
        bool value = false;
        if (node && !YAML::convert<bool>::decode(node, value)) {
            refuse(node, fmt::format("{} は true か false です", name),
                   fmt::format("{} must be true or false", name));
        }
        return value;
    }

    Due due(YAML::Node const& node) {
        Due due;
        due.urgency = text(node, "urgency");
        if (due.urgency != "normal" && due.urgency != "same_day" && due.urgency != "immediate") {
            refuse(node, "urgency は normal・same_day・immediate です",
                   "urgency is normal, same_day or immediate");
        }
        int const ways =
            (node["minutes"] ? 1 : 0) + (node["end_of_day"] ? 1 : 0) + (node["working_days"] ? 1 : 0);
        if (ways != 1) {
            refuse(node, "minutes・end_of_day・working_days のいずれか一つを書いてください",
                   "give exactly one of minutes, end_of_day, working_days");
            return due;
        }
        due.end_of_day = flag(node, "end_of_day");
        due.minutes = node["minutes"] ? integer(node, "minutes") : 0;
        due.working_days = node["working_days"] ? static_cast<int>(integer(node, "working_days")) : 0;
        return due;
    }

    Duty duty(YAML::Node const& node) {
        Duty duty;
        duty.code = text(node, "code");
        duty.label = {text(node, "label_ja"), text(node, "label_en")};
        duty.basis = text(node, "basis");
        duty.wording = {text(node, "wording_ja"), text(node, "wording_en")};
        duty.reason_when_late = flag(node, "reason_when_late");
        for (auto const& item : node["due"]) {
            duty.due.push_back(due(item));
        }
        if (duty.due.empty()) {
            refuse(node, "due がありません", "due is missing");
        }
        for (auto const& item : node["reminders"]) {
            duty.reminders.push_back({integer(item, "minutes"), text(item, "role")});
        }
        std::stable_sort(duty.reminders.begin(), duty.reminders.end(),
                         [](Reminder const& a, Reminder const& b) { return a.minutes < b.minutes; });
        return duty;
    }
};

}  // namespace

base::Parsed<std::vector<Duty>> parse(std::string_view yaml) {
    if (yaml.size() > largest_file || yaml.find('&') != std::string_view::npos) {
        return base::Violation{
            "file", {"大きすぎるか、別名 (&) を含んでいます", "too large, or holds YAML anchors (&)"}};
    }
    Parser parser;
    std::vector<Duty> duties;
    try {
        auto const root = YAML::Load(std::string(yaml));
        if (!root.IsMap() || !root["duties"] || !root["duties"].IsSequence()) {
            return base::Violation{"duties", {"duties の一覧がありません", "there is no list of duties"}};
        }
        std::set<std::string> codes;
        for (auto const& node : root["duties"]) {
            if (!node.IsMap()) {
                parser.refuse(node, "項目の形が違います", "an entry is not a mapping");
                continue;
            }
            duties.push_back(parser.duty(node));
            if (!codes.insert(duties.back().code).second) {
                parser.refuse(node, "code が重複しています", "the code is used twice");
            }
        }
    } catch (YAML::Exception const& error) {
        return base::Violation{fmt::format("line {}", error.mark.line + 1),
                               {"YAML として読めません", "not readable as YAML: " + error.msg}};
    }
    if (!parser.violations.empty()) {
        return parser.violations;
    }
    return duties;
}

}  // namespace formats::duty_rules
