#include "record/validate.h"

#include "record/random_test.h"
#include "record/sample_test.h"

#include <doctest/doctest.h>

namespace record {

namespace {

using sample::Report;
using sample::report_schema;

Report good_report() {
    Report report;
    report.subject = "不審なメール";
    report.received_at = *base::parse_instant("2026-11-22T14:02:00+09:00");
    return report;
}

std::vector<std::string> refused(Report const& report, Mode mode = Mode::full) {
    std::vector<std::string> fields;
    for (auto const& violation : validate({report_schema, report}, mode)) {
        fields.push_back(violation.field);
    }
    return fields;
}

TEST_CASE("a complete record is accepted") {
    CHECK(refused(good_report()).empty());
}

TEST_CASE("a draft is never refused for what is missing, a record is") {
    CHECK(refused({}, Mode::draft).empty());
    CHECK(refused({}) == std::vector<std::string>{"subject", "received_at"});
}

TEST_CASE("a draft is refused for what is wrong") {
    Report report;
    report.age = -1;
    CHECK(refused(report, Mode::draft) == std::vector<std::string>{"age"});
}

TEST_CASE("length is counted in characters, not in bytes") {
    auto report = good_report();
    report.subject.clear();
    for (int i = 0; i < 40; ++i) {
        report.subject.append("𠮷");
    }
    CHECK(refused(report).empty());
    report.subject.append("a");
    CHECK(refused(report) == std::vector<std::string>{"subject"});
}

TEST_CASE("all violations are told at once, inside lists too") {
    auto report = good_report();
    report.subject = "a\nb";
    report.narrative = std::string("a\0b", 3);
    report.caller = "\xed\xa0\x80";
    report.visits = 1001;
    report.born_on = base::Date{1700, 1, 1};
    report.happened = base::ToldTime{{2000}, {1000}, "きのう"};
    report.loss = {-1, "JPX"};
    report.words = {"", "ok"};
    report.numbers = {1, 6};
    report.steps.resize(1);
    CHECK(refused(report) == std::vector<std::string>{"subject", "narrative", "caller", "visits", "happened",
                                                      "born_on", "loss", "loss/currency", "words/0",
                                                      "numbers/1", "steps/0/text"});
}

TEST_CASE("a line break is welcome only in a multiline text") {
    auto report = good_report();
    report.narrative = "一行目\n二行目";
    CHECK(refused(report).empty());
}

TEST_CASE("what is asked or required and still empty is listed, not refused") {
    auto report = good_report();
    auto const missing = still_to_ask({report_schema, report});
    REQUIRE(missing.size() == 2);
    CHECK(missing[0]->name == "narrative");
    CHECK(missing[1]->name == "caller");
}

TEST_CASE("a reason names the label in both languages") {
    auto const violations = validate({report_schema, Report{}}, Mode::full);
    CHECK(violations.at(0).reason == base::Words{"「件名」は必須です。", "Subject is required."});
}

}  // namespace

}  // namespace record
