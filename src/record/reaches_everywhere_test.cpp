#include "record/reaches_everywhere_test.h"

#include "record/diff.h"
#include "record/random_test.h"
#include "record/sample_test.h"

namespace record {

namespace {

using sample::report_schema;

TEST_CASE("a described field reaches JSON, SQL, OpenAPI, form and export") {
    sample::check_reaches_everywhere(report_schema);
}

TEST_CASE("a change of any single field is one journal entry of that name, marked when it is personal") {
    std::mt19937_64 generator(5);
    for (int i = 0; i < 50; ++i) {
        auto const before = sample::random_record(report_schema, generator);
        auto const other = sample::random_record(report_schema, generator);
        for (auto const& field : report_schema.fields) {
            if (before.get(field) == other.get(field)) {
                continue;
            }
            auto after = before;
            after.set(field, other.get(field));
            auto const changes = diff(before, after);
            REQUIRE(changes.size() == 1);
            CHECK(changes[0].at("field").as_string() == field.name);
            CHECK(changes[0].as_object().contains("personal_data") == field.rules.personal_data);
        }
    }
}

}  // namespace

}  // namespace record
