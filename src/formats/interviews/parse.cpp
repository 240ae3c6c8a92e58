#include "formats/interviews/parse.h"

#include "formats/interviews/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace formats::interviews {

namespace {

constexpr std::size_t most_questions = 2000;
constexpr std::size_t most_asked = 200;
constexpr int deepest_follow_up = 4;

// Lays blocks and follow-ups out, and checks every name that only the whole set knows.
class Linker {
  public:
    Linker(Parts& parts, std::vector<base::Violation>& violations) : parts_(parts), violations_(violations) {}

    void run() {
        check_questions();
        check_follow_ups();
        std::set<std::string, std::less<>> codes;
        std::set<std::string, std::less<>> types;
        std::size_t without_types = 0;
        for (auto& interview : parts_.interviews.interviews) {
            if (!codes.insert(interview.code).second) {
                refuse(interview.place, "聴取「" + interview.code + "」が二つあります",
                       "interview " + interview.code + " is there twice");
            }
            for (auto const& type : interview.types) {
                if (!types.insert(type).second) {
                    refuse(interview.place, "種別「" + type + "」の聴取が二つあります",
                           "two interviews are for type " + type);
                }
            }
            without_types += interview.types.empty() ? 1U : 0U;
            lay_out(interview);
        }
        if (!parts_.interviews.interviews.empty() && without_types != 1) {
            refuse(parts_.interviews.interviews.front().place,
                   "種別の分からないときの聴取 (types なし) を一つだけ置いてください",
                   "there must be exactly one interview without types");
        }
        check_uniqueness();
    }

  private:
    void refuse(base::RulePlace const& place, std::string ja, std::string en) {
        violations_.push_back(
            {fmt::format("{} line {}", place.file, place.line), {std::move(ja), std::move(en)}});
    }

    void check_questions() {
        auto& questions = parts_.interviews.questions;
        if (questions.size() > most_questions) {
            refuse(questions[most_questions].place, "質問が多すぎます", "too many questions");
        }
        for (auto const& question : questions) {
            if (!known_.insert(question.code).second) {
                refuse(question.place, "質問「" + question.code + "」が二つあります",
                       "question " + question.code + " is there twice");
            }
        }
        for (auto const& question : questions) {
            for (auto const* list :
                 {&question.answered_by, &question.when, &question.unless, &question.sooner}) {
                check_conditions(*list, question.place);
            }
            if (question.need) {
                check_conditions(question.need->when, question.place);
            }
        }
        for (auto const& life : parts_.interviews.evidence) {
            check_conditions(life.when, life.place);
            check_conditions(life.unless, life.place);
            auto const fields = record_fields();
            if (!known_.contains(life.counts_from) &&
                std::ranges::find(fields, life.counts_from) == fields.end()) {
                refuse(life.place, "起算点「" + life.counts_from + "」はありません",
                       "there is nothing to count from called " + life.counts_from);
            }
        }
        for (auto const& route : parts_.interviews.routes) {
            for (auto const& step : route.steps) {
                check_conditions(step.when, route.place);
            }
        }
        for (auto const& conflict : parts_.interviews.conflicts) {
            check_conditions(conflict.all, conflict.place);
            check_conditions(conflict.unless, conflict.place);
        }
    }

    // One parent each, and no way round: a follow-up of two questions could hang on neither.
    void check_follow_ups() {
        std::map<std::string_view, base::InterviewQuestion const*> parents;
        for (auto const& question : parts_.interviews.questions) {
            for (auto const& follow_up : question.follow_ups) {
                for (auto const& next : follow_up.questions) {
                    auto const [parent, is_new] = parents.emplace(next, &question);
                    if (!is_new && parent->second != &question) {
                        refuse(question.place, "質問「" + next + "」は二つの質問の続きになっています",
                               next + " follows up two questions");
                    }
                }
            }
        }
        for (auto const& [code, parent] : parents) {
            auto step = parents.find(parent->code);
            for (int depth = 0; step != parents.end(); ++depth) {
                if (depth > deepest_follow_up) {
                    refuse(parent->place, "続きの質問が輪になっているか、深すぎます",
                           "follow-ups go round in a circle, or too deep");
                    break;
                }
                step = parents.find(step->second->code);
            }
        }
    }

    void check_conditions(base::InterviewConditions const& conditions, base::RulePlace const& place) {
        for (auto const& condition : conditions) {
            if (condition.kind != base::InterviewCondition::Kind::answer) {
                continue;
            }
            auto const& code = condition.values.front();
            auto const* question = parts_.interviews.question(code);
            if (question == nullptr) {
                refuse(place, "質問「" + code + "」はありません", "unknown question " + code);
                continue;
            }
            for (std::size_t i = 1; i < condition.values.size(); ++i) {
                check_answer(*question, condition.values[i], place);
            }
        }
    }

    void check_answer(base::InterviewQuestion const& question, std::string const& value,
                      base::RulePlace const& place) {
        static std::set<std::string, std::less<>> const states{
            "yes", "no", "answered", "unknown", "later", "declined", "not_applicable"};
        bool const known = states.contains(value) ||
                           std::ranges::find(question.choices, value, &base::InterviewChoice::code) !=
                               question.choices.end();
        if (!known) {
            refuse(place, "質問「" + question.code + "」に「" + value + "」という答えはありません",
                   value + " is no answer to " + question.code);
        }
    }

    void lay_out(base::Interview& interview) {
        laid_out_.clear();
        for (auto const& name : interview.ask) {
            if (name.starts_with("block ")) {
                add_block(name.substr(6), interview.place);
            } else {
                add(name, interview.place);
            }
        }
        if (laid_out_.size() > most_asked) {
            refuse(interview.place, "一つの聴取は200問までです", "an interview has at most 200 questions");
        }
        interview.ask = laid_out_;
    }

    void add_block(std::string const& name, base::RulePlace const& place) {
        auto const found = parts_.blocks.find(name);
        if (found == parts_.blocks.end()) {
            refuse(place, "まとまり「" + name + "」はありません", "unknown block " + name);
            return;
        }
        used_.insert(name);
        for (auto const& code : found->second.ask) {
            add(code, found->second.place);
        }
    }

    void add(std::string const& code, base::RulePlace const& place) {
        auto const* question = parts_.interviews.question(code);
        if (question == nullptr) {
            refuse(place, "質問「" + code + "」はありません", "unknown question " + code);
            return;
        }
        if (std::ranges::find(laid_out_, code) != laid_out_.end()) {
            return;
        }
        laid_out_.push_back(code);
        asked_.insert(code);
        for (auto const& follow_up : question->follow_ups) {
            for (auto const& next : follow_up.questions) {
                add(next, question->place);
            }
        }
    }

    // What nobody asks would sit in the file and never be read aloud.
    void check_uniqueness() {
        for (auto const& question : parts_.interviews.questions) {
            if (!asked_.contains(question.code)) {
                refuse(question.place, "質問「" + question.code + "」はどの聴取でも尋ねられません",
                       "no interview asks " + question.code);
            }
        }
        for (auto const& [name, block] : parts_.blocks) {
            if (!used_.contains(name)) {
                refuse(block.place, "まとまり「" + name + "」はどの聴取でも使われません",
                       "no interview uses block " + name);
            }
        }
    }

    Parts& parts_;
    std::vector<base::Violation>& violations_;
    std::set<std::string, std::less<>> known_;
    std::set<std::string, std::less<>> asked_;
    std::set<std::string, std::less<>> used_;
    std::vector<std::string> laid_out_;
};

// A follow-up is asked only after one of the answers that lead to it.
void bind_follow_ups(base::Interviews& interviews) {
    std::map<std::string, base::InterviewCondition> bound;
    for (auto const& question : interviews.questions) {
        for (auto const& follow_up : question.follow_ups) {
            for (auto const& next : follow_up.questions) {
                auto& values = bound[next].values;
                if (values.empty()) {
                    values.push_back(question.code);
                }
                values.push_back(follow_up.answer);
            }
        }
    }
    for (auto& question : interviews.questions) {
        if (auto const found = bound.find(question.code); found != bound.end()) {
            found->second.kind = base::InterviewCondition::Kind::answer;
            question.when.push_back(found->second);
        }
    }
}

}  // namespace

base::Parsed<base::Interviews> parse(std::span<File const> files) {
    Parts parts;
    std::vector<base::Violation> violations;
    for (File const& file : files) {
        auto const root = yaml::read(file.bytes);
        if (!root) {
            for (auto const& refused : root.violations()) {
                violations.push_back({fmt::format("{} {}", file.name, refused.field), refused.reason});
            }
            continue;
        }
        Reader(file.name, parts, violations).read(*root);
    }
    if (violations.empty()) {
        Linker(parts, violations).run();
    }
    if (!violations.empty()) {
        return violations;
    }
    bind_follow_ups(parts.interviews);
    return std::move(parts.interviews);
}

}  // namespace formats::interviews
