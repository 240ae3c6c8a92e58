#pragma once
// One file's tree → its part of base::Interviews; what it refuses is collected with file and line. Only
// formats/interviews includes this.

#include "base/interviews.h"
#include "formats/yaml/tree.h"

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace formats::interviews {

// As written, before blocks and follow-ups are laid out.
struct Parts {
    base::Interviews interviews;
    struct Block {
        std::vector<std::string> ask;
        base::RulePlace place;
    };
    std::map<std::string, Block, std::less<>> blocks;
};

class Reader {
  public:
    Reader(std::string file, Parts& parts, std::vector<base::Violation>& violations)
        : file_(std::move(file)), parts_(parts), violations_(violations) {}

    void read(yaml::Node const& root);

  private:
    void refuse(int line, std::string_view ja, std::string_view en);
    void refuse_missing(yaml::Node const& map, std::string_view key);
    void allow_only(yaml::Node const& map, std::initializer_list<std::string_view> names);
    bool expect_map(yaml::Node const& node, std::string_view name);
    std::string text(yaml::Node const& map, std::string_view key);
    std::string required(yaml::Node const& map, std::string_view key);
    base::Words words(yaml::Node const& map, std::string_view ja, std::string_view en);
    std::vector<std::string> texts(yaml::Node const& map, std::string_view key);
    int number(yaml::Node const& map, std::string_view key);
    bool flag(yaml::Node const& map, std::string_view key);
    base::InterviewConditions conditions(yaml::Node const& map, std::string_view key);
    [[nodiscard]] base::RulePlace place(yaml::Node const& node) const { return {file_, node.line}; }

    void read_interviews(yaml::Node const& root);
    void read_question(std::string const& code, yaml::Node const& node);
    void read_destination(base::InterviewQuestion& question, yaml::Node const& node);
    void read_choices(base::InterviewQuestion& question, yaml::Node const& node);
    void read_need(base::InterviewQuestion& question, yaml::Node const& node);
    void read_follow_ups(base::InterviewQuestion& question, yaml::Node const& node);
    void read_evidence(std::string const& code, yaml::Node const& node);
    void read_route(std::string const& wish, yaml::Node const& node);
    void read_conflict(std::string const& code, yaml::Node const& node);

    std::string file_;
    Parts& parts_;
    std::vector<base::Violation>& violations_;
};

}  // namespace formats::interviews
