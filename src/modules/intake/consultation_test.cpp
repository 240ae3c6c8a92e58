#include "modules/intake/consultation.h"

#include "modules/intake/forms.h"
#include "platform/registry/clock.h"
#include "platform/registry/referral.h"
#include "record/without_help_test.h"

#include <doctest/doctest.h>

#include <string>

namespace modules::intake {

namespace {

namespace registry = platform::registry;
using record::without_help;

}  // namespace

TEST_CASE("every field of the intake record, and of its parts, says in both languages what to write") {
    CHECK(without_help(consultation_schema) == "");
    for (auto const& field : consultation_schema.fields) {  // those the program fills in as well
        CAPTURE(std::string(field.name));
        CHECK_FALSE(field.rules.help_ja.empty());
    }
}

TEST_CASE("so does everything that is asked when a record is sent, restricted, taken out or looked for") {
    for (auto const* schema : {&registry::referral_schema, &registry::clock_schema, &sending_form,
                               &restricting_form, &export_form, &list_filter_form}) {
        CHECK(without_help(*schema) == "");
    }
}

TEST_CASE("a field without help is found") {
    static constexpr record::Field planted[] = {
        record::field<&InterviewAnswer::question>("質問コード", "Question code",
                                                  {.help_ja = "表での名前です。", .help_en = "Its name."}),
        record::field<&InterviewAnswer::asked>("質問", "Question"),
    };
    auto const schema = record::schema<InterviewAnswer>("answer", "", "回答", "Answer", planted);
    CHECK(without_help(schema) == "answer.asked ");
}

}  // namespace modules::intake
