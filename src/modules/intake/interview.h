#pragma once
// The interview of one matter: which questions an expert would still ask and in which order, which are
// answered and by which words, what a provider will find missing, how long the evidence lives, and the way of
// the caller's wish. Computed anew from text, fields and answers; nothing here is stored.

#include "base/text_fold.h"
#include "modules/intake/consultation.h"
#include "modules/intake/log_life.h"
#include "modules/intake/triage.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace modules::intake {

struct Matter {
    std::string_view text;
    // Its fields, wishes and answers; the narrative is `text`.
    Consultation const& record;
    std::string internal_type;  // what an officer decided; empty: as it is proposed
    base::Instant now;
};

struct AskedQuestion {
    base::InterviewQuestion const* question = nullptr;
    // open, told (by the text), filled (a field of the record), or an AnswerState.
    std::string_view state;
    std::vector<base::SourceSpan> spans;  // of the text, when it was told
    base::Words by;                       // what answered it: the fact, the kind of observable, the field
    InterviewAnswer const* answer = nullptr;
    [[nodiscard]] bool is_open() const { return state == "open"; }
};

struct MissingForProvider {
    base::InterviewQuestion const* question = nullptr;
    std::string_view state;  // open, partial, or an AnswerState that gave nothing
};

struct RouteNow {
    base::WishRoute const* route = nullptr;
    std::vector<base::RouteStep const*> steps;
};

struct InterviewNow {
    base::Interview const* interview = nullptr;  // null: no interviews are loaded
    std::vector<AskedQuestion> questions;        // open ones first, in the order to ask them
    std::vector<MissingForProvider> missing;
    std::vector<Life> lives;  // the most pressing first
    std::vector<RouteNow> routes;
    std::vector<base::WishConflict const*> conflicts;
};

[[nodiscard]] InterviewNow interview(Triage const& triage,
                                     std::vector<platform::recognition::Recognised> const& found,
                                     Matter const& matter);

// What the rule tables may ask of the answers: "answer q_paid yes", "answer wish_delete yes", "answer victim
// organization".
[[nodiscard]] std::map<std::string, std::string> answers_for_rules(Consultation const& record);

}  // namespace modules::intake
