#include "modules/intake/consultation.h"

#include <doctest/doctest.h>

#include <string>

namespace modules::intake {

namespace {

// Names of the fields without help in one of the two languages, those of the parts in their lists too.
std::string without_help(record::Schema const& schema) {
    std::string names;
    for (auto const& field : schema.fields) {
        if (field.rules.help_ja.empty() || field.rules.help_en.empty()) {
            names.append(schema.name).append(".").append(field.name).append(" ");
        }
        if (field.element_schema != nullptr) {
            names.append(without_help(*field.element_schema));
        }
    }
    return names;
}

}  // namespace

TEST_CASE("every field of the intake record, and of its parts, says in both languages what to write") {
    CHECK(without_help(consultation_schema) == "");
}

TEST_CASE("a field without help is found") {
    static constexpr record::Field planted[] = {
        record::field<&InterviewAnswer::question>("質問コード", "Question code",
                                                  {.help_ja = "表での名前", .help_en = "Its name"}),
        record::field<&InterviewAnswer::asked>("質問", "Question"),
    };
    auto const schema = record::schema<InterviewAnswer>("answer", "", "回答", "Answer", planted);
    CHECK(without_help(schema) == "answer.asked ");
}

TEST_CASE("help says more than the label and fits a small panel") {
    for (auto const& field : consultation_schema.fields) {
        CAPTURE(std::string(field.name));
        CHECK(field.rules.help_ja != field.ja);
        CHECK(field.rules.help_ja.ends_with("。"));
        CHECK(field.rules.help_ja.size() <= 600);
        CHECK(field.rules.help_en.size() <= 400);
    }
}

}  // namespace modules::intake
