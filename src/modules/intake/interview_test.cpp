#include "formats/interviews/parse.h"
#include "modules/intake/interview_text.h"
#include "modules/intake/interview_writing.h"
#include "modules/intake/log_life.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <utility>

namespace modules::intake {

namespace {

base::Instant at(std::string_view iso) {
    return base::parse_instant(iso).value();
}

base::EvidenceLife six_months() {
    base::EvidenceLife life;
    life.code = "isp";
    life.label = {"接続記録", "Log"};
    life.from_months = 3;
    life.to_months = 6;
    return life;
}

base::ToldTime told(std::string_view from, std::string_view to) {
    return {at(from), at(to), "と聞いた"};
}

std::string span_of(std::string_view text, std::string_view test) {
    auto const spans = said_in(text, test);
    return spans.empty() ? "" : std::string(text.substr(spans[0].start, spans[0].end - spans[0].start));
}

}  // namespace

TEST_CASE("an exact time, a zone and a port are found as they are written") {
    CHECK(span_of("接続は 2026-11-20 21:03:15 でした", "exact_time") == "21:03:15");
    CHECK(span_of("２１時３分５秒に投稿", "exact_time") == "２１時３分５秒");
    CHECK(span_of("21:03 頃", "exact_time").empty());
    CHECK(span_of("住所は fe80:12:34:56:78", "exact_time").empty());
    CHECK(span_of("時刻はＵＴＣです", "time_zone") == "ＵＴＣ");
    CHECK(span_of("2026-11-20T12:00:00+09:00", "time_zone") == "+09:00");
    CHECK(span_of("ポート番号は51322", "source_port") == "ポート番号は51322");
    CHECK(span_of("接続元 203.0.113.5:51322 から", "source_port") == ":51322");
    CHECK(span_of("21:03:15", "source_port").empty());
    CHECK(span_of("passport 12345", "time_zone").empty());
    CHECK(said_in("", "exact_time").empty());
    CHECK(said_in("12:00:00", "no such test").empty());
}

TEST_CASE("months are counted to the same day, or the last one of the month") {
    CHECK(add_months({2026, 11, 23}, 3) == base::Date{2027, 2, 23});
    CHECK(add_months({2026, 8, 31}, 6) == base::Date{2027, 2, 28});
    CHECK(add_months({2027, 11, 30}, 3) == base::Date{2028, 2, 29});
}

TEST_CASE("evidence is told to die within its months, counted from the told interval") {
    auto const now = at("2026-11-23T03:00:00Z");
    auto const evidence = six_months();
    auto const life = life_of(evidence, told("2026-11-01T00:00:00Z", "2026-11-10T00:00:00Z"), now);
    CHECK(life.state == LifeState::soon);
    CHECK(life.from == base::Date{2027, 2, 1});
    CHECK(life.to == base::Date{2027, 5, 10});
    CHECK(life.sentence.ja == "接続記録は概ね令和9年2月頃までに失われるおそれ (長くても令和9年5月頃)");
    CHECK(life.sentence.en == "Log may be lost by about 2027-02 (at the latest 2027-05)");
    CHECK(life_of(evidence, told("2026-09-01T00:00:00Z", "2026-09-02T00:00:00Z"), now).state ==
          LifeState::urgent);
    CHECK(life_of(evidence, told("2026-11-22T00:00:00Z", "2026-11-22T00:00:00Z"), now).state ==
          LifeState::later);
    auto const gone = life_of(evidence, told("2025-01-01T00:00:00Z", "2025-01-02T00:00:00Z"), now);
    CHECK(gone.state == LifeState::gone);
    CHECK(gone.sentence.ja == "接続記録は令和7年7月頃までに失われたおそれ");
    // A wide interval is used from both ends, and told.
    auto const wide = life_of(evidence, told("2025-12-01T00:00:00Z", "2026-11-20T00:00:00Z"), now);
    CHECK(wide.state == LifeState::urgent);
    CHECK(wide.sentence.ja.find("幅があります") != std::string::npos);
}

TEST_CASE("a time that nobody told is said to be unknown, and a right ends on a day") {
    auto const now = at("2026-11-23T03:00:00Z");
    auto const unknown = life_of(six_months(), std::nullopt, now);
    CHECK(unknown.state == LifeState::unknown);
    CHECK(unknown.sentence.ja == "接続記録：保存は3〜6か月が目安");
    base::EvidenceLife period = six_months();
    period.is_period = true;
    period.from_months = 6;
    period.label = {"告訴期間", "Complaint"};
    auto const life = life_of(period, told("2026-11-19T15:00:00Z", "2026-11-20T14:59:59Z"), now);
    CHECK(life.sentence.ja == "告訴期間は令和9年5月20日まで");
    CHECK(life.state == LifeState::later);
    CHECK(life_of(period, told("2026-01-05T00:00:00Z", "2026-01-05T00:00:00Z"), now).state ==
          LifeState::gone);
}

TEST_CASE("the fields that a question may fill exist in the record") {
    for (auto const name : formats::interviews::record_fields()) {
        INFO(name);
        auto const* field = consultation_schema.find(name);
        REQUIRE(field != nullptr);
        CHECK(!field->rules.read_only);
    }
}

namespace {

platform::tables::Active tables() {
    auto interviews = std::make_shared<base::Interviews>();
    base::InterviewQuestion choice;
    choice.code = "q_saved";
    choice.ask = {"保存しましたか", "Kept?"};
    choice.answer = base::AnswerKind::yes_no;
    base::InterviewQuestion when;
    when.code = "q_when";
    when.ask = {"いつ", "When"};
    when.answer = base::AnswerKind::time;
    when.to_field = "occurred";
    base::InterviewQuestion story;
    story.code = "q_story";
    story.ask = {"何と", "What"};
    story.to_narrative = true;
    interviews->questions = {choice, when, story};
    return {"1", nullptr, interviews};
}

SentAnswer sent(std::string code, std::string text, std::string value = {}) {
    SentAnswer one;
    one.answer.question = std::move(code);
    one.answer.text = std::move(text);
    one.answer.value = std::move(value);
    return one;
}

}  // namespace

TEST_CASE("an answer goes where its question says, once, and never over what is there") {
    auto const known = tables();
    Consultation record;
    record.narrative = "本文";
    std::vector const answers{sent("q_when", "きのう", "2026-11-21T15:00:00Z/2026-11-22T14:59:59Z"),
                              sent("q_story", "殺すぞと"), sent("q_saved", "", "yes")};
    CHECK(write_answers(record, answers, known, {}).empty());
    carry_answers(record, answers, known);
    carry_answers(record, answers, known);
    CHECK(record.narrative == "本文\n(聴取) 何と 殺すぞと");
    REQUIRE(record.occurred);
    CHECK(record.occurred->wording == "きのう");
    CHECK(record.interview.at(2).text == "はい");
    CHECK(record.interview.at(0).asked == "いつ");
    auto again = sent("q_when", "おととい", "2026-11-20T15:00:00Z/2026-11-21T14:59:59Z");
    again.seen_at = record.interview.at(0).written_at;
    write_answers(record, {again}, known, {{}, at("2026-11-23T00:00:00Z"), {}, {}});
    carry_answers(record, {again}, known);
    CHECK(record.interview.at(0).text == "おととい");
    CHECK(record.occurred->wording == "きのう");
}

TEST_CASE("two answers to one question both stay; the same one twice is one") {
    auto const known = tables();
    Consultation record;
    Writer const first{{}, at("2026-11-23T00:00:00Z"), "巡査 甲", ""};
    Writer const second{{}, at("2026-11-23T00:05:00Z"), "巡査 乙", "巡査 甲"};
    write_answers(record, {sent("q_story", "あ")}, known, first);
    CHECK(write_answers(record, {sent("q_story", "あ")}, known, second).empty());
    CHECK(write_answers(record, {sent("q_story", "い")}, known, second) ==
          std::vector<std::string>{"q_story"});
    CHECK(record.interview.at(0).text == "〔巡査 甲〕あ\n〔巡査 乙〕い");
    SentAnswer again = sent("q_story", "");
    again.asked_again = true;
    write_answers(record, {again}, known, first);
    CHECK(record.interview.size() == 1);  // an answer that was not seen is not taken away
    again.seen_at = second.at;
    write_answers(record, {again}, known, first);
    CHECK(record.interview.empty());
}

TEST_CASE("what is no answer to a question is named") {
    auto const known = tables();
    auto const violations = check_answers(
        {sent("q_none", "x"), sent("q_saved", "", "perhaps"), sent("q_when", "x", "noon")}, known);
    REQUIRE(violations.size() == 3);
    CHECK(violations[0].field == "answers/q_none");
    CHECK(violations[1].field == "answers/q_saved/value");
    CHECK(check_answers({sent("q_saved", "", "yes")}, known).empty());
}

}  // namespace modules::intake
