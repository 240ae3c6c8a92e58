#pragma once
// Interviews, the life of evidence and the ways of a caller's wish as plain data: read from YAML by
// formats::interviews, asked by modules::intake. It stands in base because those two may know nothing of each
// other.

#include "base/rule_tables.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace base {

// One demand on what is known. `values` are alternatives; of `answer` the first is the question and the rest
// the answers (none: any answer); of `observable` the types, with the role (if any) in `role`.
struct InterviewCondition {
    enum class Kind : std::uint8_t {
        fact,
        denied,
        type,
        kind,
        channel,
        wish,
        victim,
        observable,
        field,
        answer,
        urgency,
        text,  // exact_time, time_zone, source_port: written so in the text
        life,  // gone, urgent, soon: of any evidence of the record
    };
    Kind kind = Kind::fact;
    std::vector<std::string> values;
    std::string role;
    bool operator==(InterviewCondition const&) const = default;
};
using InterviewConditions = std::vector<InterviewCondition>;

enum class AnswerKind : std::uint8_t { text, choice, yes_no, time, money, count, account, address, person };

struct InterviewChoice {
    std::string code;
    Words label;
    bool operator==(InterviewChoice const&) const = default;
};

// What a provider asks for before it looks anything up: named when it is missing.
struct InterviewNeed {
    Words label;
    InterviewConditions when;  // any
    std::string must;          // a test of the answer's text: exact_time, time_zone, source_port
    bool operator==(InterviewNeed const&) const = default;
};

struct InterviewQuestion {
    std::string code;
    Words ask;  // as it is read aloud
    Words why;
    AnswerKind answer = AnswerKind::text;
    std::vector<InterviewChoice> choices;
    InterviewConditions answered_by;  // any
    InterviewConditions when;         // all
    InterviewConditions unless;       // any
    InterviewConditions sooner;       // any: asked ahead of the interview's order
    std::string to_field;             // of the record
    bool to_narrative = false;
    std::string to_role;  // of the observables in the answer
    std::optional<InterviewNeed> need;
    struct FollowUp {
        std::string answer;
        std::vector<std::string> questions;
        bool operator==(FollowUp const&) const = default;
    };
    std::vector<FollowUp> follow_ups;
    RulePlace place;
    bool operator==(InterviewQuestion const&) const = default;
};

// Questions in the order of an expert, for some internal types; without types: when none is known yet.
struct Interview {
    std::string code;
    Words title;
    std::vector<std::string> types;
    std::vector<std::string> ask;  // codes, blocks and follow-ups laid out
    RulePlace place;
    bool operator==(Interview const&) const = default;
};

// How long a kind of evidence lives, or until when a right may be used, counted from a time that was told.
struct EvidenceLife {
    std::string code;
    Words label;
    bool is_period = false;  // 告訴期間: a right that ends, no record that is lost
    int from_months = 0;
    int to_months = 0;
    int from_days = 0;  // instead of months
    int to_days = 0;
    std::string counts_from = "occurred";  // field of the record, or the code of a question
    InterviewConditions when;              // any
    InterviewConditions unless;            // any
    Words act;
    std::string source;
    bool confirmed = false;
    RulePlace place;
    bool operator==(EvidenceLife const&) const = default;
};

struct RouteStep {
    Words text;
    InterviewConditions when;  // all
    std::string source;
    bool confirmed = false;
    bool operator==(RouteStep const&) const = default;
};
// What a wish of the caller asks for, in the order to do it.
struct WishRoute {
    std::string wish;
    Words label;
    std::vector<RouteStep> steps;
    RulePlace place;
    bool operator==(WishRoute const&) const = default;
};
// Two wishes that get in each other's way, or one that comes too late.
struct WishConflict {
    std::string code;
    InterviewConditions all;
    InterviewConditions unless;  // any
    Words says;
    std::vector<Words> order;
    RulePlace place;
    bool operator==(WishConflict const&) const = default;
};

struct Interviews {
    std::vector<InterviewQuestion> questions;
    std::vector<Interview> interviews;
    std::vector<EvidenceLife> evidence;
    std::vector<WishRoute> routes;
    std::vector<WishConflict> conflicts;

    [[nodiscard]] InterviewQuestion const* question(std::string_view code) const {
        for (auto const& one : questions) {
            if (one.code == code) {
                return &one;
            }
        }
        return nullptr;
    }
    bool operator==(Interviews const&) const = default;
};

}  // namespace base
