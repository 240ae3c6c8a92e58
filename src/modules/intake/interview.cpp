#include "modules/intake/interview.h"

#include "modules/intake/interview_text.h"
#include "record/record.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <span>

namespace modules::intake {

namespace {

using Condition = base::InterviewCondition;
using Span = base::SourceSpan;

// What makes a condition hold: places of the text, or a name for what it was.
struct Ground {
    std::vector<Span> spans;
    base::Words by;
};

bool is_filled(record::Value const& value) {
    if (auto const* text = std::get_if<std::string>(&value.data)) {
        return !text->empty() && *text != "undecided" && *text != "none";
    }
    if (auto const* list = std::get_if<record::Values>(&value.data)) {
        return !list->empty();
    }
    return !value.is_absent();
}

class Evaluator {
  public:
    Evaluator(Triage const& triage, std::vector<platform::recognition::Recognised> const& found,
              Matter const& matter)
        : triage_(triage), found_(found), matter_(matter), interviews_(*triage.tables->interviews) {
        type_ = matter.internal_type.empty() ? std::string(triage.assessment.first("internal_type"))
                                             : matter.internal_type;
    }

    InterviewNow run() {
        InterviewNow now;
        look_at_lives(now);
        now.interview = interview_of_type();
        if (now.interview != nullptr) {
            ask(now);
        }
        for (auto const& route : interviews_.routes) {
            if (wishes(route.wish)) {
                RouteNow chosen{&route, {}};
                for (auto const& step : route.steps) {
                    if (all(step.when)) {
                        chosen.steps.push_back(&step);
                    }
                }
                now.routes.push_back(std::move(chosen));
            }
        }
        for (auto const& conflict : interviews_.conflicts) {
            if (all(conflict.all) && !any(conflict.unless)) {
                now.conflicts.push_back(&conflict);
            }
        }
        return now;
    }

  private:
    [[nodiscard]] base::Interview const* interview_of_type() const {
        base::Interview const* without = nullptr;
        for (auto const& interview : interviews_.interviews) {
            if (std::ranges::find(interview.types, type_) != interview.types.end()) {
                return &interview;
            }
            without = interview.types.empty() ? &interview : without;
        }
        return without;
    }

    void ask(InterviewNow& now) const {
        std::vector<AskedQuestion> sooner;
        std::vector<AskedQuestion> open;
        std::vector<AskedQuestion> settled;
        for (auto const& code : now.interview->ask) {
            auto const* question = interviews_.question(code);
            auto const* given = question == nullptr ? nullptr : answer_of(code);
            if (question == nullptr || (given == nullptr && !is_asked(*question))) {
                continue;
            }
            auto asked = standing(*question, given);
            need(now, asked);
            auto& list = !asked.is_open() ? settled : any(question->sooner) ? sooner : open;
            list.push_back(std::move(asked));
        }
        // Answers of another type's interview were given all the same.
        for (auto const& answer : matter_.record.interview) {
            auto const* question = interviews_.question(answer.question);
            bool const there =
                std::ranges::find(now.interview->ask, answer.question) != now.interview->ask.end();
            if (question != nullptr && !there) {
                settled.push_back(standing(*question, &answer));
            }
        }
        for (auto* list : {&sooner, &open, &settled}) {
            std::ranges::move(*list, std::back_inserter(now.questions));
        }
    }

    [[nodiscard]] bool is_asked(base::InterviewQuestion const& question) const {
        return all(question.when) && !any(question.unless);
    }

    [[nodiscard]] AskedQuestion standing(base::InterviewQuestion const& question,
                                         InterviewAnswer const* answer) const {
        AskedQuestion asked{&question, "open", {}, {}, answer};
        if (answer != nullptr) {
            asked.state = record::enum_text(answer->state);
            return asked;
        }
        for (auto const& condition : question.answered_by) {
            auto const ground = answering(condition);
            if (!ground) {
                continue;
            }
            bool const from_field = condition.kind == Condition::Kind::field;
            if (asked.is_open() || asked.state == "filled") {
                asked.state = from_field ? "filled" : "told";
                asked.by = ground->by;
            }
            asked.spans.insert(asked.spans.end(), ground->spans.begin(), ground->spans.end());
        }
        return asked;
    }

    // 「払っていません」 answers the question whether money was paid, as 「払った」 does.
    [[nodiscard]] std::optional<Ground> answering(Condition const& condition) const {
        auto ground = ground_of(condition);
        if (!ground && condition.kind == Condition::Kind::fact) {
            auto denied = condition;
            denied.kind = Condition::Kind::denied;
            ground = ground_of(denied);
        }
        return ground;
    }

    void need(InterviewNow& now, AskedQuestion const& asked) const {
        auto const& wanted = asked.question->need;
        if (!wanted || !any(wanted->when)) {
            return;
        }
        if (asked.answer == nullptr) {
            if (asked.is_open()) {
                now.missing.push_back({asked.question, "open"});
            }
            return;
        }
        if (asked.answer->state != AnswerState::answered) {
            if (asked.answer->state != AnswerState::not_applicable) {
                now.missing.push_back({asked.question, asked.state});
            }
        } else if (!wanted->must.empty() && said_in(asked.answer->text, wanted->must).empty()) {
            now.missing.push_back({asked.question, "partial"});
        }
    }

    void look_at_lives(InterviewNow& now) {
        for (auto const& evidence : interviews_.evidence) {
            if (any(evidence.when) && !any(evidence.unless)) {
                now.lives.push_back(life_of(evidence, told_time(evidence.counts_from), matter_.now));
                states_.insert(std::string(life_text(now.lives.back().state)));
            }
        }
        std::ranges::stable_sort(now.lives, [](Life const& a, Life const& b) { return a.state > b.state; });
    }

    [[nodiscard]] std::optional<base::ToldTime> told_time(std::string const& from) const {
        if (from == "occurred" || from == "noticed") {
            return from == "occurred" ? matter_.record.occurred : matter_.record.noticed;
        }
        auto const* answer = answer_of(from);
        if (answer == nullptr || answer->state != AnswerState::answered) {
            return std::nullopt;
        }
        auto const slash = answer->value.find('/');
        auto const earliest = base::parse_instant(std::string_view(answer->value).substr(0, slash));
        auto const latest = slash == std::string::npos
                                ? earliest
                                : base::parse_instant(std::string_view(answer->value).substr(slash + 1));
        return earliest && latest ? std::optional(base::ToldTime{*earliest, *latest, answer->text})
                                  : std::nullopt;
    }

    [[nodiscard]] InterviewAnswer const* answer_of(std::string_view code) const {
        auto const& answers = matter_.record.interview;
        auto const found = std::ranges::find(answers, code, &InterviewAnswer::question);
        return found == answers.end() ? nullptr : &*found;
    }

    [[nodiscard]] bool wishes(std::string_view name) const {
        return std::ranges::any_of(matter_.record.wishes,
                                   [&](Wish wish) { return record::enum_text(wish) == name; });
    }

    [[nodiscard]] bool all(base::InterviewConditions const& conditions) const {
        return std::ranges::all_of(conditions, [&](auto const& one) { return ground_of(one).has_value(); });
    }
    [[nodiscard]] bool any(base::InterviewConditions const& conditions) const {
        return std::ranges::any_of(conditions, [&](auto const& one) { return ground_of(one).has_value(); });
    }

    [[nodiscard]] std::optional<Ground> ground_of(Condition const& condition) const {
        auto const names = [&](std::string_view value) {
            return std::ranges::find(condition.values, value) != condition.values.end();
        };
        auto const when = [](bool holds) { return holds ? std::optional(Ground{}) : std::nullopt; };
        switch (condition.kind) {
            case Condition::Kind::fact:
            case Condition::Kind::denied:
                return fact(condition);
            case Condition::Kind::type:
                return when(names(type_));
            case Condition::Kind::kind:
                return when(names(word(matter_.record.kind)));
            case Condition::Kind::channel:
                return when(names(word(matter_.record.channel)));
            case Condition::Kind::wish:
                return when(
                    std::ranges::any_of(condition.values, [&](auto const& one) { return wishes(one); }));
            case Condition::Kind::victim:
                return when(names(record::enum_text(matter_.record.victim_type)));
            case Condition::Kind::observable:
                return observable(condition);
            case Condition::Kind::field:
                return field(condition);
            case Condition::Kind::answer:
                return when(answered(condition));
            case Condition::Kind::urgency:
                return when(names(triage_.assessment.first("urgency")));
            case Condition::Kind::text:
                return said(condition);
            case Condition::Kind::life:
                return when(std::ranges::any_of(condition.values,
                                                [&](auto const& one) { return states_.contains(one); }));
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<Ground> fact(Condition const& condition) const {
        bool const denied = condition.kind == Condition::Kind::denied;
        for (auto const& fact : triage_.assessment.facts) {
            if (fact.denied == denied &&
                std::ranges::find(condition.values, fact.id) != condition.values.end()) {
                Ground ground{{}, platform::tables::complete(fact.words)};
                for (auto const& span : fact.spans) {
                    ground.spans.push_back({span.start, span.end});
                }
                return ground;
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<Ground> observable(Condition const& condition) const {
        Ground ground;
        for (auto const& seen : found_) {
            bool const named = std::ranges::find(condition.values, seen.key.type) != condition.values.end();
            if (named && (condition.role.empty() || condition.role == seen.role)) {
                ground.spans.push_back({seen.start, seen.end});
                ground.by = platform::recognition::type_label(seen.key.type);
            }
        }
        return ground.spans.empty() ? std::nullopt : std::optional(std::move(ground));
    }

    [[nodiscard]] std::optional<Ground> field(Condition const& condition) const {
        record::View const view(consultation_schema, matter_.record);
        for (auto const& name : condition.values) {
            auto const* described = consultation_schema.find(name);
            if (described != nullptr && is_filled(view.get(*described))) {
                return Ground{{}, {std::string(described->ja), std::string(described->en)}};
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] bool answered(Condition const& condition) const {
        auto const* answer = answer_of(condition.values.front());
        if (answer == nullptr) {
            return false;
        }
        auto const rest = std::span(condition.values).subspan(1);
        return rest.empty() || std::ranges::find(rest, answer->value) != rest.end() ||
               std::ranges::find(rest, record::enum_text(answer->state)) != rest.end();
    }

    [[nodiscard]] std::optional<Ground> said(Condition const& condition) const {
        Ground ground;
        for (auto const& test : condition.values) {
            for (auto const& span : said_in(matter_.text, test)) {
                ground.spans.push_back({span.start, span.end});
            }
        }
        ground.by = {"本文の記載", "written in the text"};
        return ground.spans.empty() ? std::nullopt : std::optional(std::move(ground));
    }

    Triage const& triage_;
    std::vector<platform::recognition::Recognised> const& found_;
    Matter const& matter_;
    base::Interviews const& interviews_;
    std::string type_;
    std::set<std::string, std::less<>> states_;
};

}  // namespace

InterviewNow interview(Triage const& triage, std::vector<platform::recognition::Recognised> const& found,
                       Matter const& matter) {
    return Evaluator(triage, found, matter).run();
}

std::map<std::string, std::string> answers_for_rules(Consultation const& record) {
    std::map<std::string, std::string> answers;
    for (auto const& answer : record.interview) {
        bool const given = answer.state == AnswerState::answered;
        answers[answer.question] =
            given && !answer.value.empty() ? answer.value : std::string(record::enum_text(answer.state));
    }
    for (auto const wish : record.wishes) {
        answers["wish_" + std::string(record::enum_text(wish))] = "yes";
    }
    if (record.victim_type != VictimType::none) {
        answers["victim"] = record::enum_text(record.victim_type);
    }
    return answers;
}

}  // namespace modules::intake
