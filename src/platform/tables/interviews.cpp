#include "platform/tables/interviews.h"

#include "formats/interviews/parse.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace platform::tables {

namespace {

using Condition = base::InterviewCondition;
using Names = std::set<std::string, std::less<>>;

class Check {
  public:
    explicit Check(base::RuleTables const& tables) {
        for (auto const& fact : tables.facts) {
            facts_.insert(fact.id);
        }
        for (auto const& table : tables.tables) {
            if (table.name == "internal_type") {
                for (auto const& code : table.codes) {
                    types_.insert(code.code);
                }
            }
        }
    }

    std::vector<base::Violation> run(base::Interviews const& interviews) {
        for (auto const& question : interviews.questions) {
            for (auto const* list :
                 {&question.answered_by, &question.when, &question.unless, &question.sooner}) {
                check(*list, question.place);
            }
            if (question.need) {
                check(question.need->when, question.place);
            }
        }
        for (auto const& life : interviews.evidence) {
            check(life.when, life.place);
            check(life.unless, life.place);
        }
        for (auto const& route : interviews.routes) {
            for (auto const& step : route.steps) {
                check(step.when, route.place);
            }
        }
        for (auto const& conflict : interviews.conflicts) {
            check(conflict.all, conflict.place);
            check(conflict.unless, conflict.place);
        }
        check_types(interviews);
        return std::move(violations_);
    }

  private:
    void refuse(base::RulePlace const& place, std::string ja, std::string en) {
        violations_.push_back(
            {fmt::format("{} line {}", place.file, place.line), {std::move(ja), std::move(en)}});
    }

    void check(base::InterviewConditions const& conditions, base::RulePlace const& place) {
        for (auto const& condition : conditions) {
            bool const of_fact =
                condition.kind == Condition::Kind::fact || condition.kind == Condition::Kind::denied;
            for (auto const& name : condition.values) {
                if (of_fact && !facts_.contains(name)) {
                    refuse(place, "事実「" + name + "」はありません", "unknown fact " + name);
                }
                if (condition.kind == Condition::Kind::type && !types_.contains(name)) {
                    refuse(place, "種別「" + name + "」はありません", "unknown type " + name);
                }
            }
        }
    }

    void check_types(base::Interviews const& interviews) {
        Names covered;
        for (auto const& interview : interviews.interviews) {
            for (auto const& type : interview.types) {
                covered.insert(type);
                if (!types_.contains(type)) {
                    refuse(interview.place, "種別「" + type + "」はありません", "unknown type " + type);
                }
            }
        }
        for (auto const& type : types_) {
            if (!interviews.interviews.empty() && !covered.contains(type)) {
                refuse(interviews.interviews.front().place, "種別「" + type + "」の聴取がありません",
                       "no interview is for type " + type);
            }
        }
    }

    Names facts_;
    Names types_;
    std::vector<base::Violation> violations_;
};

}  // namespace

base::Parsed<base::Interviews> read_interviews(Files const& files, base::RuleTables const& tables) {
    std::vector<formats::interviews::File> named;
    named.reserve(files.size());
    for (auto const& [name, bytes] : files) {
        named.push_back({name, bytes});
    }
    auto parsed = formats::interviews::parse(named);
    if (!parsed) {
        return parsed;
    }
    if (auto violations = Check(tables).run(*parsed); !violations.empty()) {
        return violations;
    }
    return parsed;
}

}  // namespace platform::tables
