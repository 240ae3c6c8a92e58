#include "formats/duty_rules/duty_rules.h"

#include "formats/yaml/fields.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace formats::duty_rules {

namespace {

constexpr yaml::Limits limits{.largest = std::size_t{256} * 1024};
constexpr std::int64_t minutes_of_a_year = 525'600;
constexpr std::int64_t most_working_days = 200;  // a year holds them in every calendar

class Parser : public yaml::Fields {
  public:
    Duty duty(yaml::Node const& node) {
        Duty duty;
        duty.code = text(node, "code");
        duty.label = {text(node, "label_ja"), text(node, "label_en")};
        duty.basis = text(node, "basis");
        duty.wording = {text(node, "wording_ja"), text(node, "wording_en")};
        duty.reason_when_late = flag(node, "reason_when_late");
        for (auto const& item : filled_list(node, "due")) {
            duty.due.push_back(due(item));
            if (std::ranges::count(duty.due, duty.due.back().urgency, &Due::urgency) > 1) {
                refuse(item, "同じ urgency が二つあります", "the urgency is used twice");
            }
        }
        for (auto const& item : list(node, "reminders")) {
            duty.reminders.push_back(
                {integer(item, "minutes", -minutes_of_a_year, minutes_of_a_year), text(item, "role")});
        }
        std::ranges::stable_sort(duty.reminders, {}, &Reminder::minutes);
        return duty;
    }

  private:
    Due due(yaml::Node const& node) {
        Due due;
        due.urgency = text(node, "urgency");
        if (due.urgency != "normal" && due.urgency != "same_day" && due.urgency != "immediate") {
            refuse(node, "urgency は normal・same_day・immediate です",
                   "urgency is normal, same_day or immediate");
        }
        due.end_of_day = flag(node, "end_of_day");
        bool const in_minutes = node.find("minutes") != nullptr;
        bool const in_days = node.find("working_days") != nullptr;
        if (static_cast<int>(in_minutes) + static_cast<int>(in_days) + static_cast<int>(due.end_of_day) !=
            1) {
            refuse(node, "minutes・end_of_day・working_days のいずれか一つを書いてください",
                   "give exactly one of minutes, end_of_day, working_days");
            return due;
        }
        due.minutes = in_minutes ? integer(node, "minutes", 0, minutes_of_a_year) : 0;
        due.working_days =
            in_days ? static_cast<int>(integer(node, "working_days", 1, most_working_days)) : 0;
        return due;
    }
};

}  // namespace

base::Parsed<std::vector<Duty>> parse(std::string_view yaml) {
    auto const root = yaml::read(yaml, limits);
    if (!root) {
        return root.violations();
    }
    auto const* list = root->find("duties");
    if (list == nullptr || !list->is_list()) {
        return base::Violation{"duties", {"duties の一覧がありません", "there is no list of duties"}};
    }
    Parser parser;
    std::vector<Duty> duties;
    std::set<std::string> codes;
    for (auto const& node : list->items) {
        if (!node.is_map()) {
            parser.refuse(node, "項目の形が違います", "an entry is not a mapping");
            continue;
        }
        duties.push_back(parser.duty(node));
        if (!codes.insert(duties.back().code).second) {
            parser.refuse(node, "code が重複しています", "the code is used twice");
        }
    }
    if (!parser.violations.empty()) {
        return std::move(parser.violations);
    }
    return duties;
}

}  // namespace formats::duty_rules
