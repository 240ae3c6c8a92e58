#pragma once
// One answer of an interview, as the record keeps it: what was asked, what was said or why nothing was, who
// wrote it and when. A list of them is a field of the consultation.

#include "base/id.h"
#include "base/instant.h"
#include "record/field.h"

#include <boost/describe/enum.hpp>

#include <optional>
#include <string>

namespace modules::intake {

BOOST_DEFINE_ENUM_CLASS(AnswerState, answered, unknown, later, declined, not_applicable)
consteval auto enum_labels(AnswerState) {
    return record::labels<AnswerState>({{AnswerState::answered, "回答あり", "Answered"},
                                        {AnswerState::unknown, "分からない", "Not known"},
                                        {AnswerState::later, "後日", "Later"},
                                        {AnswerState::declined, "答えない", "Declined"},
                                        {AnswerState::not_applicable, "該当なし", "Not applicable"}});
}

struct InterviewAnswer {
    std::string question;  // its code
    std::string asked;     // its words, as they stood then
    AnswerState state = AnswerState::answered;
    std::string value;  // of a choice its code; of a time "earliest/latest"; else empty
    std::string text;   // as it was said
    base::Ulid written_by;
    std::optional<base::Instant> written_at;
    bool operator==(InterviewAnswer const&) const = default;
};

inline constexpr std::size_t longest_answer = 2000;  // code points
inline constexpr std::size_t most_answers = 200;

inline constexpr record::Field interview_answer_fields[] = {
    record::field<&InterviewAnswer::question>("質問コード", "Question code",
                                              {.required = true, .max_length = 80}),
    record::field<&InterviewAnswer::asked>("質問", "Question", {.max_length = 600}),
    record::field<&InterviewAnswer::state>("回答の別", "Answer is"),
    record::field<&InterviewAnswer::value>("値", "Value", {.max_length = 120}),
    record::field<&InterviewAnswer::text>("回答", "Answer",
                                          {.multiline = true, .max_length = longest_answer}),
    record::field<&InterviewAnswer::written_by>("記入者", "Written by", {.references = "staff"}),
    record::field<&InterviewAnswer::written_at>("記入日時", "Written at"),
};
inline constexpr record::Schema interview_answer_schema = record::schema<InterviewAnswer>(
    "interview_answer", "", "聴取事項の回答", "Interview answer", interview_answer_fields);

}  // namespace modules::intake
