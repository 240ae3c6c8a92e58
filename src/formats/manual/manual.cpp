#include "formats/manual/manual.h"

#include "formats/yaml/fields.h"

#include <set>
#include <utility>

namespace formats::manual {

namespace {

constexpr yaml::Limits limits{.largest = std::size_t{256} * 1024};

class Parser : public yaml::Fields {
  public:
    Manual manual(yaml::Node const& root) {
        Manual manual;
        manual.intro = {text(root, "intro_ja"), text(root, "intro_en")};
        for (auto const& node : filled_list(root, "tasks")) {
            if (!is_entry(node)) {
                continue;
            }
            manual.tasks.push_back(task(node));
            if (!codes_.insert(manual.tasks.back().code).second) {
                refuse(node, "code が重複しています", "the code is used twice");
            }
        }
        for (auto const& node : filled_list(root, "keys")) {
            if (is_entry(node)) {
                manual.keys.push_back({text(node, "keys"), words(node)});
            }
        }
        return manual;
    }

  private:
    bool is_entry(yaml::Node const& node) {
        if (!node.is_map()) {
            refuse(node, "項目の形が違います", "an entry is not a mapping");
        }
        return node.is_map();
    }
    base::Words words(yaml::Node const& node) { return {text(node, "ja"), text(node, "en")}; }

    Task task(yaml::Node const& node) {
        Task task;
        task.code = text(node, "code");
        task.title = {text(node, "title_ja"), text(node, "title_en")};
        task.when = {text(node, "when_ja"), text(node, "when_en")};
        for (auto const& step : filled_list(node, "steps")) {
            if (is_entry(step)) {
                task.steps.push_back(words(step));
            }
        }
        return task;
    }

    std::set<std::string> codes_;
};

}  // namespace

base::Parsed<Manual> parse(std::string_view yaml) {
    auto const root = yaml::read(yaml, limits);
    if (!root) {
        return root.violations();
    }
    if (!root->is_map()) {
        return base::Violation{"",
                               {"tasks と keys のある YAML ではありません", "not YAML with tasks and keys"}};
    }
    Parser parser;
    auto manual = parser.manual(*root);
    if (!parser.violations.empty()) {
        return std::move(parser.violations);
    }
    return manual;
}

}  // namespace formats::manual
