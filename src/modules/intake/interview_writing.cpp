#include "modules/intake/interview_writing.h"

#include "base/utf8.h"
#include "record/json.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace modules::intake {

namespace json = boost::json;
namespace http = platform::http;

namespace {

constexpr std::size_t longest_bytes = longest_answer * 4;

base::Words const* label_of_value(base::InterviewQuestion const& question, std::string_view value) {
    static base::Words const yes{"はい", "Yes"};
    static base::Words const no{"いいえ", "No"};
    if (question.answer == base::AnswerKind::yes_no) {
        return value == "yes" ? &yes : value == "no" ? &no : nullptr;
    }
    auto const found = std::ranges::find(question.choices, value, &base::InterviewChoice::code);
    return found == question.choices.end() ? nullptr : &found->label;
}

std::optional<base::ToldTime> told(InterviewAnswer const& answer) {
    auto const slash = answer.value.find('/');
    std::string_view const value = answer.value;
    auto const earliest = base::parse_instant(value.substr(0, slash));
    auto const latest = slash == std::string::npos ? earliest : base::parse_instant(value.substr(slash + 1));
    if (!earliest || !latest || *latest < *earliest) {
        return std::nullopt;
    }
    return base::ToldTime{*earliest, *latest, answer.text};
}

std::optional<std::int64_t> whole(std::string_view value) {
    std::int64_t number = 0;
    auto const [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    return error == std::errc{} && end == value.data() + value.size() && number >= 0 ? std::optional(number)
                                                                                     : std::nullopt;
}

bool is_value_of(base::InterviewQuestion const& question, InterviewAnswer const& answer) {
    switch (question.answer) {
        case base::AnswerKind::choice:
        case base::AnswerKind::yes_no:
            return label_of_value(question, answer.value) != nullptr;
        case base::AnswerKind::time:
            return told(answer).has_value();
        case base::AnswerKind::money:
        case base::AnswerKind::count:
            return whole(answer.value).has_value();
        case base::AnswerKind::text:
        case base::AnswerKind::account:
        case base::AnswerKind::address:
        case base::AnswerKind::person:
            return false;
    }
    return false;
}

SentAnswer read_answer(std::string const& code, json::value const& value) {
    http::Members one(value, "answers/" + code);
    SentAnswer sent;
    sent.answer.question = code;
    auto const state = one.required_text("state", 40);
    sent.asked_again = state == "open";
    if (auto const known = record::parse_enum<AnswerState>(state)) {
        sent.answer.state = *known;
    } else if (!sent.asked_again && !state.empty()) {
        one.refuse("state", "選択肢にありません", "is not one of the choices");
    }
    sent.answer.value = one.text("value", 120);
    sent.answer.text = one.text("text", longest_bytes);
    if (base::count_code_points(sent.answer.text).value_or(0) > longest_answer) {
        one.refuse("text", "2000文字以内にしてください", "at most 2,000 characters");
    }
    if (auto const seen = one.text("seen_at", 40); !seen.empty()) {
        sent.seen_at = base::parse_instant(seen);
        if (!sent.seen_at) {
            one.refuse("seen_at", "日時として読めません", "is not a time");
        }
    }
    one.finish();
    return sent;
}

// What the question knows to be no value is no value; a choice without words gets its label.
void tidy(InterviewAnswer& answer, base::InterviewQuestion const* question) {
    answer.asked = question == nullptr ? answer.question : question->ask.ja;
    bool const given = answer.state == AnswerState::answered;
    if (!given || question == nullptr || !is_value_of(*question, answer)) {
        answer.value.clear();
    } else if (auto const* label = label_of_value(*question, answer.value);
               label != nullptr && answer.text.empty()) {
        answer.text = label->ja;
    }
}

std::string both(InterviewAnswer const& theirs, InterviewAnswer const& mine, Writer const& writer) {
    auto const words = [](InterviewAnswer const& answer) {
        auto const& label = record::enum_label(answer.state);
        return answer.text.empty() ? std::string(label.ja) : answer.text;
    };
    auto text = fmt::format("〔{}〕{}\n〔{}〕{}", writer.other_name, words(theirs), writer.name, words(mine));
    return std::string(base::first_code_points(text, longest_answer));
}

}  // namespace

std::vector<SentAnswer> read_answers(http::Members& members) {
    std::vector<SentAnswer> answers;
    auto const* value = members.value("answers");
    if (value == nullptr) {
        return answers;
    }
    if (!value->is_object() || value->as_object().size() > most_answers) {
        members.refuse("answers", "質問ごとの回答を指定してください (200件まで)",
                       "must be an object of at most 200 answers");
        return answers;
    }
    for (auto const& member : value->as_object()) {
        std::string const code(member.key());
        if (!member.value().is_object() || code.empty() || code.size() > 80) {
            members.refuse("answers", "「" + code + "」の回答が正しくありません",
                           "the answer to " + code + " is not an answer");
            continue;
        }
        answers.push_back(read_answer(code, member.value()));
    }
    return answers;
}

std::vector<InterviewAnswer> answers_of(std::vector<SentAnswer> sent) {
    std::vector<InterviewAnswer> answers;
    for (auto& one : sent) {
        if (!one.asked_again) {
            answers.push_back(std::move(one.answer));
        }
    }
    return answers;
}

std::vector<base::Violation> check_answers(std::vector<SentAnswer> const& sent,
                                           platform::tables::Active const& tables) {
    std::vector<base::Violation> violations;
    for (auto const& [answer, asked_again, seen_at] : sent) {
        auto const field = "answers/" + answer.question;
        auto const* question = tables.interviews->question(answer.question);
        if (question == nullptr) {
            violations.push_back({field, {"この質問はありません", "there is no such question"}});
        } else if (!answer.value.empty() && !is_value_of(*question, answer)) {
            violations.push_back(
                {field + "/value", {"この質問の答えではありません", "is no answer to this question"}});
        }
    }
    return violations;
}

std::vector<std::string> write_answers(Consultation& consultation, std::vector<SentAnswer> sent,
                                       platform::tables::Active const& tables, Writer const& writer) {
    std::vector<std::string> kept_double;
    auto& answers = consultation.interview;
    for (auto& one : sent) {
        auto& answer = one.answer;
        tidy(answer, tables.interviews->question(answer.question));
        answer.written_by = writer.staff;
        answer.written_at = writer.at;
        auto const there = std::ranges::find(answers, answer.question, &InterviewAnswer::question);
        if (there == answers.end()) {
            if (!one.asked_again && answers.size() < most_answers) {
                answers.push_back(std::move(answer));
            }
            continue;
        }
        bool const somebody_else = there->written_at != one.seen_at;
        bool const same = there->state == answer.state && there->text == answer.text;
        if (somebody_else && (same || one.asked_again)) {
            continue;
        }
        if (somebody_else) {
            answer.text = both(*there, answer, writer);
            answer.value = there->value == answer.value ? answer.value : "";
            answer.state = AnswerState::answered;
            kept_double.push_back(answer.question);
        }
        if (one.asked_again) {
            answers.erase(there);
        } else {
            *there = std::move(answer);
        }
    }
    return kept_double;
}

namespace {

// The answer as the JSON of a field of this kind; null: it is none.
json::value as_field(record::Field const& field, InterviewAnswer const& answer) {
    switch (field.kind) {
        case record::Kind::text:
            return json::string(answer.text);
        case record::Kind::enumeration:
            return record::has_value(field.values, answer.value) ? json::value(answer.value) : json::value();
        case record::Kind::list:
            return record::has_value(field.values, answer.value) ? json::array{json::value(answer.value)}
                                                                 : json::value();
        case record::Kind::told_time: {
            auto const time = told(answer);
            return time ? json::value(json::object{{"earliest", base::to_iso(time->earliest)},
                                                   {"latest", base::to_iso(time->latest)},
                                                   {"wording", answer.text}})
                        : json::value();
        }
        case record::Kind::money: {
            auto const amount = whole(answer.value);
            return amount ? json::value(json::object{{"minor_units", *amount}, {"currency", "JPY"}})
                          : json::value();
        }
        case record::Kind::boolean:
        case record::Kind::integer:
        case record::Kind::instant:
        case record::Kind::date:
        case record::Kind::id:
        case record::Kind::structure:
            return nullptr;
    }
    return nullptr;
}

bool is_blank(record::Value const& value) {
    auto const* text = std::get_if<std::string>(&value.data);
    auto const* list = std::get_if<record::Values>(&value.data);
    return value.is_absent() || (text != nullptr && (text->empty() || *text == "undecided")) ||
           (list != nullptr && list->empty());
}

}  // namespace

void carry_answers(Consultation& consultation, std::vector<SentAnswer> const& sent,
                   platform::tables::Active const& tables) {
    for (auto const& one : sent) {
        auto const* question = tables.interviews->question(one.answer.question);
        auto const answer =
            std::ranges::find(consultation.interview, one.answer.question, &InterviewAnswer::question);
        if (question == nullptr || answer == consultation.interview.end() ||
            answer->state != AnswerState::answered || answer->text.empty()) {
            continue;
        }
        if (question->to_narrative) {
            auto const line = fmt::format("(聴取) {} {}", question->ask.ja, answer->text);
            if (consultation.narrative.find(line) == std::string::npos) {
                consultation.narrative += (consultation.narrative.empty() ? "" : "\n") + line;
            }
        }
        auto const* field = consultation_schema.find(question->to_field);
        if (field == nullptr || !is_blank(record::View(consultation_schema, consultation).get(*field))) {
            continue;
        }
        auto const value = as_field(*field, *answer);
        auto patched = record::patch_json(record::View(consultation_schema, consultation).copy(),
                                          json::object{{field->name, value}}, record::Source::client);
        if (!value.is_null() && patched) {
            consultation = patched->as<Consultation>();
        }
    }
}

}  // namespace modules::intake
