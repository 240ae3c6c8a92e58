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
    record::field<&InterviewAnswer::question>(
        "質問コード", "Question code",
        {.required = true,
         .max_length = 80,
         .help_ja = "質問の表での名前です。プログラムが入れます。",
         .help_en = "Its name in the table of questions, set by the program."}),
    record::field<&InterviewAnswer::asked>(
        "質問", "Question",
        {.max_length = 600,
         .help_ja = "その時に画面に出ていた質問の文です。表が変わっても残ります。",
         .help_en = "The words of the question as they stood then; kept when the table changes."}),
    record::field<&InterviewAnswer::state>(
        "回答の別", "Answer is",
        {.help_ja = "聞けなかったときも、分からない・後日・答えない・該当なしのどれかを残します。聞いていない"
                    "こととの区別になります。",
         .help_en = "Also when nothing was learned, choose not known, later, declined or not applicable, so "
                    "that it differs from not asked."}),
    record::field<&InterviewAnswer::value>(
        "値", "Value",
        {.max_length = 120,
         .help_ja = "選択肢や日時の答えを、機械が読める形にしたものです。",
         .help_en = "The answer in a form that the program reads: the choice or the time."}),
    record::field<&InterviewAnswer::text>(
        "回答", "Answer",
        {.multiline = true,
         .max_length = longest_answer,
         .help_ja = "相談者の言葉のまま書きます。例: 送金は2回、たぶん昼休み。",
         .help_en = "In the caller's own words."}),
    record::field<&InterviewAnswer::written_by>("記入者", "Written by",
                                                {.help_ja = "回答を書いた人です。自動で入ります。",
                                                 .help_en = "Who wrote the answer; set by the program.",
                                                 .references = "staff"}),
    record::field<&InterviewAnswer::written_at>("記入日時", "Written at",
                                                {.help_ja = "回答を書いた日時です。自動で入ります。",
                                                 .help_en = "When it was written; set by the program."}),
};
inline constexpr record::Schema interview_answer_schema = record::schema<InterviewAnswer>(
    "interview_answer", "", "聴取事項の回答", "Interview answer", interview_answer_fields);

}  // namespace modules::intake
