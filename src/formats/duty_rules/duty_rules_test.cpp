#include "formats/duty_rules/duty_rules.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

namespace {

std::string shipped() {
    std::ifstream file(RENKEI_SOURCE_DIR "/data/clocks/duties.yaml", std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("the shipped duties are read, reminders in order of time") {
    auto const duties = formats::duty_rules::parse(shipped());
    REQUIRE(duties);
    REQUIRE(duties->size() >= 3);
    auto const& report = duties->front();
    CHECK(report.code == "report_to_hq");
    CHECK(report.wording.ja == "遅滞なく");
    CHECK(report.reason_when_late);
    REQUIRE(report.due.size() == 3);
    CHECK(report.due[2].working_days == 1);
    CHECK(report.reminders.front().minutes == -60);
    CHECK(report.reminders.back().role == "station_chief");
}

TEST_CASE("every fault of a duty is named with its line") {
    auto const parsed = formats::duty_rules::parse(
        "duties:\n"
        "  - code: a\n"
        "    label_ja: x\n"
        "    label_en: y\n"
        "    basis: z\n"
        "    wording_ja: w\n"
        "    wording_en: v\n"
        "    due: [{urgency: soon, minutes: 1}, {urgency: normal}]\n"
        "  - code: a\n");
    REQUIRE_FALSE(parsed);
    CHECK(parsed.violations().size() >= 4);
    for (auto const& violation : parsed.violations()) {
        CHECK(violation.field.starts_with("line "));
    }
}

TEST_CASE("what is no YAML, no list or hides anchors is refused") {
    CHECK_FALSE(formats::duty_rules::parse("duties: [\n"));
    CHECK_FALSE(formats::duty_rules::parse("version: 1\n"));
    CHECK_FALSE(formats::duty_rules::parse("a: &x [1]\nduties: []\n"));
    CHECK_FALSE(formats::duty_rules::parse(std::string(300 * 1024, ' ')));
}

TEST_CASE("a due time lies ahead and within what a calendar can count, once for each urgency") {
    auto const reasons = [](std::string const& due) {
        auto const parsed = formats::duty_rules::parse(
            "duties:\n  - {code: a, label_ja: x, label_en: R&D, basis: z, wording_ja: w, wording_en: v, "
            "due: " +
            due + "}\n");
        return parsed ? std::string()
                      : parsed.violations().front().field + " " + parsed.violations().front().reason.en;
    };
    CHECK(reasons("[{urgency: normal, working_days: 200}]").empty());
    CHECK(reasons("[{urgency: normal, working_days: 0}]") ==
          "line 2 working_days must be an integer from 1 to 200");
    CHECK(reasons("[{urgency: normal, working_days: 525600}]").starts_with("line 2 working_days"));
    CHECK(reasons("[{urgency: normal, minutes: -1}]").starts_with("line 2 minutes must"));
    CHECK(reasons("[{urgency: normal, minutes: 0x10}]").starts_with("line 2 minutes must"));
    CHECK(reasons("[{urgency: normal, end_of_day: false}]").starts_with("line 2 give exactly one"));
    CHECK(reasons("[{urgency: normal, minutes: 1}, {urgency: normal, minutes: 2}]") ==
          "line 2 the urgency is used twice");
    CHECK(reasons("{urgency: normal}") == "line 2 due must be a list");
    CHECK(reasons("[7]").starts_with("line 2 urgency is missing"));
}
