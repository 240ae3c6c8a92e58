#include "modules/intake/interview_json.h"

#include "platform/registry/json.h"

#include <boost/json/array.hpp>

#include <string>

namespace modules::intake {

namespace json = boost::json;
namespace registry = platform::registry;

namespace {

std::string_view kind_text(base::AnswerKind kind) {
    switch (kind) {
        case base::AnswerKind::text:
            return "text";
        case base::AnswerKind::choice:
            return "choice";
        case base::AnswerKind::yes_no:
            return "yes_no";
        case base::AnswerKind::time:
            return "time";
        case base::AnswerKind::money:
            return "money";
        case base::AnswerKind::count:
            return "count";
        case base::AnswerKind::account:
            return "account";
        case base::AnswerKind::address:
            return "address";
        case base::AnswerKind::person:
            return "person";
    }
    return "text";
}

json::object question_json(AskedQuestion const& asked, ShowStaff const& staff) {
    auto const& question = *asked.question;
    json::object object{{"code", question.code},
                        {"ask", registry::to_json(question.ask)},
                        {"why", registry::to_json(question.why)},
                        {"answer", kind_text(question.answer)},
                        {"state", asked.state}};
    if (!question.choices.empty()) {
        json::array choices;
        for (auto const& choice : question.choices) {
            choices.push_back(
                json::object{{"value", choice.code}, {"label", registry::to_json(choice.label)}});
        }
        object["choices"] = std::move(choices);
    }
    if (!question.to_field.empty()) {
        object["to_field"] = question.to_field;
    }
    if (question.to_narrative) {
        object["to_narrative"] = true;
    }
    if (!asked.spans.empty()) {
        json::array spans;
        for (auto const& span : asked.spans) {
            spans.push_back(json::object{{"start", span.start}, {"end", span.end}});
        }
        object["spans"] = std::move(spans);
    }
    if (!asked.by.ja.empty()) {
        object["by"] = registry::to_json(asked.by);
    }
    if (asked.answer != nullptr) {
        object["value"] = asked.answer->value;
        object["text"] = asked.answer->text;
        object["written_at"] = registry::to_json(asked.answer->written_at);
        object["written_by"] = staff ? staff(asked.answer->written_by) : json::value();
    }
    return object;
}

json::object life_json(Life const& life) {
    auto const day = [](std::optional<base::Date> const& date) {
        return date ? json::value(base::to_iso(*date)) : json::value();
    };
    return {{"code", life.evidence->code},
            {"label", registry::to_json(life.evidence->label)},
            {"what", life.evidence->is_period ? "period" : "evidence"},
            {"state", life_text(life.state)},
            {"from", day(life.from)},
            {"to", day(life.to)},
            {"sentence", registry::to_json(life.sentence)},
            {"act", registry::to_json(life.evidence->act)},
            {"source", life.evidence->source},
            {"confirmed", life.evidence->confirmed}};
}

json::object route_json(RouteNow const& now) {
    json::array steps;
    for (auto const* step : now.steps) {
        steps.push_back(json::object{{"text", registry::to_json(step->text)},
                                     {"source", step->source},
                                     {"confirmed", step->confirmed}});
    }
    return {{"wish", now.route->wish},
            {"label", registry::to_json(now.route->label)},
            {"steps", std::move(steps)}};
}

json::object conflict_json(base::WishConflict const& conflict) {
    json::array order;
    for (auto const& step : conflict.order) {
        order.push_back(registry::to_json(step));
    }
    return {{"code", conflict.code}, {"says", registry::to_json(conflict.says)}, {"order", std::move(order)}};
}

}  // namespace

json::object to_json(InterviewNow const& now, ShowStaff const& staff) {
    json::array questions;
    for (auto const& asked : now.questions) {
        questions.push_back(question_json(asked, staff));
    }
    json::array missing;
    for (auto const& one : now.missing) {
        missing.push_back(json::object{{"code", one.question->code},
                                       {"label", registry::to_json(one.question->need->label)},
                                       {"state", one.state}});
    }
    json::array lives;
    for (auto const& life : now.lives) {
        lives.push_back(life_json(life));
    }
    json::array routes;
    for (auto const& route : now.routes) {
        routes.push_back(route_json(route));
    }
    json::array conflicts;
    for (auto const* conflict : now.conflicts) {
        conflicts.push_back(conflict_json(*conflict));
    }
    return {{"code", now.interview == nullptr ? "" : now.interview->code},
            {"title",
             now.interview == nullptr ? json::value() : json::value(registry::to_json(now.interview->title))},
            {"questions", std::move(questions)},
            {"missing", std::move(missing)},
            {"lives", std::move(lives)},
            {"routes", std::move(routes)},
            {"conflicts", std::move(conflicts)}};
}

}  // namespace modules::intake
