#include "formats/interviews/parse.h"

#include "formats/interviews/condition.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace formats::interviews {

namespace {

constexpr std::string_view good = R"(kind: interviews
version: "1"
source: s
questions:
  q_a: {ja: あ, en: a, why_ja: い, why_en: b, answer: choice, choices: {x: {ja: え, en: x}, y: {ja: お, en: y}}, follow_ups: {x: [q_b], y: [q_b]}}
  q_b: {ja: あ, en: a, why_ja: い, why_en: b, to: [field amount, observable subject], answered_by: [paid, "field amount"]}
  q_c: {ja: あ, en: a, why_ja: い, why_en: b, need: {ja: 秒, en: s, when: ["observable ipv4|ipv6"], must: exact_time}, sooner: [wish delete]}
blocks:
  end: [q_c]
interviews:
  i: {ja: あ, en: a, types: [T], ask: [q_a, block end]}
  general: {ja: あ, en: a, ask: [q_c]}
)";

base::Parsed<base::Interviews> read(std::string_view text) {
    std::array<File, 1> const files{{{"x.yaml", std::string(text)}}};
    return parse(files);
}

std::string refusal(std::string_view text) {
    auto const parsed = read(text);
    REQUIRE(!parsed);
    auto const& first = parsed.violations().front();
    CHECK(!first.reason.ja.empty());
    return first.field + ": " + first.reason.en;
}

std::string with(std::string_view from, std::string_view to) {
    std::string text(good);
    auto const at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    return text;
}

}  // namespace

TEST_CASE(
    "an interview is laid out with its blocks, and its follow-ups after the question that leads to them") {
    auto const parsed = read(good);
    REQUIRE(parsed);
    CHECK(parsed->interviews.at(0).ask == std::vector<std::string>{"q_a", "q_b", "q_c"});
    auto const* follow_up = parsed->question("q_b");
    REQUIRE(follow_up != nullptr);
    CHECK(follow_up->to_field == "amount");
    CHECK(follow_up->to_role == "subject");
    // Either answer leads to it.
    REQUIRE(follow_up->when.size() == 1);
    CHECK(follow_up->when[0].kind == base::InterviewCondition::Kind::answer);
    CHECK(follow_up->when[0].values == std::vector<std::string>{"q_a", "x", "y"});
    auto const* exact = parsed->question("q_c");
    REQUIRE(exact != nullptr);
    CHECK(exact->need.value().must == "exact_time");
    CHECK(exact->need.value().when.at(0).values == std::vector<std::string>{"ipv4", "ipv6"});
    CHECK(exact->place == base::RulePlace{"x.yaml", 7});
}

TEST_CASE("what is wrong in an interview is refused with file, line and reason") {
    CHECK(refusal("kind: other\nversion: \"1\"\nsource: s") ==
          "x.yaml line 1: kind must be interviews, log_life or routes");
    CHECK(refusal(with("source: s\n", "")) == "x.yaml line 1: source is missing");
    CHECK(refusal(with("why_ja: い, why_en: b, to", "why_en: b, to")) == "x.yaml line 6: why_ja is missing");
    CHECK(refusal(with("answer: choice, ", "answer: riddle, ")) ==
          "x.yaml line 5: there is no kind of answer riddle");
    CHECK(refusal(with("answer: choice, ", "")) ==
          "x.yaml line 5: choices go with answer: choice, and only with it");
    CHECK(refusal(with("field amount, observable", "field number, observable")) ==
          "x.yaml line 6: there is no such place as field number");
    CHECK(refusal(with("wish delete", "wish gold")) == "x.yaml line 7: unreadable condition wish gold");
    CHECK(refusal(with("must: exact_time", "must: luck")) == "x.yaml line 7: there is no test luck");
    CHECK(refusal(with("follow_ups: {x: [q_b], y", "follow_ups: {z: [q_b], y")) ==
          "x.yaml line 5: z is no answer to this question");
    CHECK(refusal(with("ask: [q_a, block end]", "ask: [q_z, q_a, block end]")) ==
          "x.yaml line 11: unknown question q_z");
    CHECK(refusal(with("ask: [q_a, block end]", "ask: [q_a, block far]")) ==
          "x.yaml line 11: unknown block far");
    CHECK(refusal(with("types: [T], ", "")) ==
          "x.yaml line 11: there must be exactly one interview without types");
    CHECK(refusal(with("ask: [q_a, block end]", "ask: [block end]")) ==
          "x.yaml line 5: no interview asks q_a");
    CHECK(refusal(with("answered_by: [paid, ", "answered_by: [\"answer q_a z\", ")) ==
          "x.yaml line 6: z is no answer to q_a");
    CHECK(refusal(with("q_c: {", "q_a: {")) == "x.yaml line 7: duplicate key q_a");
}

TEST_CASE("a question that stands in two files is refused in the second") {
    std::array<File, 2> const files{
        {{"x.yaml", std::string(good)}, {"y.yaml", std::string(good.substr(0, good.find("blocks:")))}}};
    auto const parsed = parse(files);
    REQUIRE(!parsed);
    std::vector<std::string> places;
    for (auto const& violation : parsed.violations()) {
        places.push_back(violation.field);
    }
    CHECK(std::ranges::find(places, "y.yaml line 5") != places.end());
}

TEST_CASE("follow-ups that go round, or hang on two questions, are refused") {
    CHECK(refusal(with("  q_b: {ja: あ, en: a, why_ja: い, why_en: b, ",
                       "  q_b: {ja: あ, en: a, why_ja: い, why_en: b, answer: yes_no, follow_ups: {\"yes\": "
                       "[q_a]}, ")) == "x.yaml line 6: follow-ups go round in a circle, or too deep");
    CHECK(
        refusal(with(
            "  q_c: {ja: あ, en: a, why_ja: い, why_en: b, ",
            "  q_c: {ja: あ, en: a, why_ja: い, why_en: b, answer: yes_no, follow_ups: {\"no\": [q_b]}, ")) ==
        "x.yaml line 7: q_b follows up two questions");
}

TEST_CASE("the life of evidence and the ways of a wish are read, and refused by line") {
    constexpr std::string_view life = R"(kind: log_life
version: "1"
source: s
evidence:
  isp: {ja: あ, en: a, from_months: 3, to_months: 6, when: [f], act_ja: い, act_en: b, source: s, confirmed: "true"}
)";
    auto const parsed = read(life);
    REQUIRE(parsed);
    CHECK(parsed->evidence.at(0).from_months == 3);
    CHECK(parsed->evidence.at(0).confirmed);
    CHECK(parsed->evidence.at(0).counts_from == "occurred");
    std::string wrong(life);
    wrong.replace(wrong.find("from_months: 3"), 14, "from_months: 9");
    CHECK(refusal(wrong) ==
          "x.yaml line 5: write from_months and to_months, or from_days and to_days, the smaller first");
    wrong = life;
    wrong.replace(wrong.find("when: [f]"), 9, "when: [f], counts_from: noon");
    CHECK(refusal(wrong) == "x.yaml line 5: there is nothing to count from called noon");
    constexpr std::string_view routes = R"(kind: routes
version: "1"
source: s
wishes:
  gold: {ja: あ, en: a, steps: [{ja: い, en: b, source: s}]}
)";
    CHECK(refusal(routes) == "x.yaml line 5: there is no wish gold");
}

TEST_CASE("a condition is read as it is written") {
    using Kind = base::InterviewCondition::Kind;
    auto const plain = read_condition("paid|sent");
    REQUIRE(plain);
    CHECK(plain->kind == Kind::fact);
    CHECK(plain->values == std::vector<std::string>{"paid", "sent"});
    auto const role = read_condition("observable url|domain subject");
    REQUIRE(role);
    CHECK(role->role == "subject");
    auto const answer = read_condition("answer q_a yes|no");
    REQUIRE(answer);
    CHECK(answer->values == std::vector<std::string>{"q_a", "yes", "no"});
    for (std::string_view const wrong :
         {"", "|", "moon full", "observable url nobody", "wish a b", "answer a|b", "text luck",
          "field number", "a b c d", "victim cat", "life long", "urgency some"}) {
        INFO(wrong);
        CHECK(!read_condition(wrong));
    }
}

}  // namespace formats::interviews
