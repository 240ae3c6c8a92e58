#include "record/openapi.h"

#include "record/sample_test.h"

#include <boost/json.hpp>
#include <doctest/doctest.h>

namespace record {

namespace {

using sample::report_schema;

TEST_CASE(
    "a component is closed and knows the envelope, an input knows neither it nor what the program sets") {
    Schema const* const schemas[] = {&report_schema};
    auto const components = openapi_components(schemas);
    CHECK(components.size() == 3);
    auto const& answer = components.at("Report").as_object();
    CHECK(answer.at("additionalProperties") == false);
    CHECK(answer.at("properties").as_object().contains("version"));
    CHECK_FALSE(answer.at("properties").as_object().contains("seq"));
    auto const& input = components.at("ReportInput").at("properties").as_object();
    CHECK_FALSE(input.contains("version"));
    CHECK_FALSE(input.contains("answered_at"));
    CHECK(components.at("Step").at("required") == boost::json::array{"text"});
}

TEST_CASE("a property carries type, limits, choices and labels") {
    auto const channel = openapi_property(*report_schema.find("answer_by"));
    CHECK(channel.at("type") == boost::json::array{"string", "null"});
    CHECK(channel.at("enum") == boost::json::array{"visit", "telephone", "delete", nullptr});
    CHECK(channel.at("x-labels").at("visit").at("ja") == "来署");
    CHECK(openapi_property(*report_schema.find("subject")).at("maxLength").to_number<int>() == 40);
    auto const age = openapi_property(*report_schema.find("age"));
    CHECK(age.at("minimum").to_number<int>() == 0);
    CHECK(age.at("maximum").to_number<int>() == 150);
    CHECK(age.at("x-personal-data") == true);
    auto const narrative = openapi_property(*report_schema.find("narrative"));
    CHECK(narrative.at("description") == "Write it in the order it was told");
    CHECK(narrative.at("x-help").at("ja") == "聞いた順に書きます");
    CHECK(openapi_property(*report_schema.find("steps")).at("items").at("$ref") ==
          "#/components/schemas/Step");
}

TEST_CASE("the form description drives a form without knowing the record") {
    auto const form = form_description(report_schema);
    CHECK(form.at("plural") == "reports");
    CHECK(form.at("fields").as_array().size() == report_schema.fields.size());
    auto const& narrative = form.at("fields").at(1).as_object();
    CHECK(narrative.at("name") == "narrative");
    CHECK(narrative.at("kind") == "text");
    CHECK(narrative.at("multiline") == true);
    CHECK(narrative.at("asked") == true);
    CHECK(narrative.at("max_length").to_number<int>() == 4000);
    CHECK(narrative.at("section").at("ja") == "内容");
    CHECK(narrative.at("hint").at("en") == "Who, what");
    CHECK(narrative.at("help").at("ja") == "聞いた順に書きます");
    CHECK_FALSE(form.at("fields").at(0).as_object().contains("help"));
    auto const& steps = form.at("fields").as_array().back().as_object();
    CHECK(steps.at("element") == "structure");
    CHECK(steps.at("fields").at(0).at("label").at("ja") == "内容");
    CHECK(steps.at("sortable") == false);
}

}  // namespace

}  // namespace record
