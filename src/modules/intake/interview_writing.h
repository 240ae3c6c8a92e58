#pragma once
// Answers as a client sends them, and how they come into the record: one by one, so that two people who ask
// the same caller disturb each other only where both answered the same question, and then both answers stay.

#include "modules/intake/consultation.h"
#include "platform/http/members.h"
#include "platform/tables/rules.h"

#include <optional>
#include <string>
#include <vector>

namespace modules::intake {

struct SentAnswer {
    InterviewAnswer answer;
    bool asked_again = false;  // the answer is taken away, the question is open
    std::optional<base::Instant>
        seen_at;  // written_at of the answer that it replaces; nothing: there was none
};

// The member `answers`: {question: {state, value, text, seen_at}}; state "open" asks again.
[[nodiscard]] std::vector<SentAnswer> read_answers(platform::http::Members& members);
// As they stand, for a matter that is not stored yet.
[[nodiscard]] std::vector<InterviewAnswer> answers_of(std::vector<SentAnswer> sent);

// Questions that the tables do not know, and values that are no answer to theirs.
[[nodiscard]] std::vector<base::Violation> check_answers(std::vector<SentAnswer> const& sent,
                                                         platform::tables::Active const& tables);

struct Writer {
    base::Ulid staff;
    base::Instant at;
    std::string name;        // marks both sides where two answered
    std::string other_name;  // who changed the record last
};

// Puts the answers into the record; what nobody knows to be a value is kept as words. Returns the questions
// of which both answers were kept.
std::vector<std::string> write_answers(Consultation& consultation, std::vector<SentAnswer> sent,
                                       platform::tables::Active const& tables, Writer const& writer);

// Puts each given answer where its question says: an empty field of the record, a line of the narrative.
void carry_answers(Consultation& consultation, std::vector<SentAnswer> const& sent,
                   platform::tables::Active const& tables);

}  // namespace modules::intake
