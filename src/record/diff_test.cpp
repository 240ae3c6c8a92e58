#include "record/diff.h"

#include "record/json.h"
#include "record/sample_test.h"
#include "record/search_text.h"

#include <boost/json.hpp>
#include <doctest/doctest.h>

namespace record {

namespace {

using sample::Report;
using sample::report_schema;

TEST_CASE("a diff lists what changed and marks personal data") {
    Report before;
    before.subject = "前";
    auto after = before;
    CHECK(diff({report_schema, before}, {report_schema, after}).empty());
    after.subject = "後";
    after.caller = "佐藤";
    auto const changes = diff({report_schema, before}, {report_schema, after});
    CHECK(boost::json::value(changes) == boost::json::parse(R"([
        {"field":"subject","before":"前","after":"後"},
        {"field":"caller","before":null,"after":"佐藤","personal_data":true}])"));
    CHECK(boost::json::value(redact_diff(changes)).at(1) ==
          boost::json::parse(R"({"field":"caller","before":null,"after":"***","personal_data":true})"));
}

TEST_CASE("redaction masks every personal field that holds something and nothing else") {
    Report report;
    report.subject = "件名";
    report.caller = "佐藤";
    auto const json = redact(report_schema, to_json({report_schema, report}));
    CHECK(json.at("subject") == "件名");
    CHECK(json.at("caller") == "***");
    CHECK(json.at("age").is_null());
}

TEST_CASE("only searchable fields are found, line by line") {
    Report report;
    report.subject = "不審";
    report.narrative = "詳細";
    report.words = {"甲", "乙"};
    report.steps = {{"秘密", {}, {}}};
    CHECK(searchable_text({report_schema, report}) == "不審\n詳細\n甲\n乙\n");
}

}  // namespace

}  // namespace record
