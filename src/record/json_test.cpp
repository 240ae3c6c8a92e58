#include "record/json.h"

#include "record/random_test.h"
#include "record/sample_test.h"

#include <boost/json.hpp>
#include <doctest/doctest.h>

namespace record {

namespace {

using sample::Channel;
using sample::Report;
using sample::report_schema;

std::vector<std::string> refused_fields(std::string_view text, Source source = Source::client) {
    auto const record = from_json(report_schema, boost::json::parse(text), source);
    std::vector<std::string> fields;
    for (auto const& violation : record.violations()) {
        CHECK_FALSE(violation.reason.ja.empty());
        CHECK_FALSE(violation.reason.en.empty());
        fields.push_back(violation.field);
    }
    return fields;
}

TEST_CASE("a member's name is taken from the pointer to it") {
    CHECK(report_schema.fields[0].name == "subject");
    CHECK(report_schema.find("happened")->kind == Kind::told_time);
    CHECK(report_schema.find("happened")->optional);
    CHECK(report_schema.find("steps")->element_schema == &sample::step_schema);
    CHECK(report_schema.find("nothing") == nullptr);
}

TEST_CASE("an enumerator is written by its name, without the underscore that C++ needs") {
    CHECK(enum_text(Channel::delete_) == "delete");
    CHECK(parse_enum<Channel>("delete") == Channel::delete_);
    CHECK_FALSE(parse_enum<Channel>("delete_"));
    CHECK(enum_label(Channel::visit).ja == "来署");
}

TEST_CASE("every random record comes back from its JSON unchanged") {
    std::mt19937_64 generator(20261122);
    for (int i = 0; i < 500; ++i) {
        auto const record = sample::random_record(report_schema, generator);
        auto const text = boost::json::serialize(to_json(record));
        auto const json = parse_json(text);
        REQUIRE(json);
        auto const back = from_json(report_schema, *json, Source::program);
        REQUIRE_MESSAGE(back, text);
        CHECK_MESSAGE(back->as<Report>() == record.as<Report>(), text);
    }
}

TEST_CASE("unknown members and wrong types are all named at once by their JSON pointer") {
    CHECK(refused_fields(
              R"({"subjekt":"x","urgent":"yes","age":4000000000,"channel":"fax","born_on":"2026-02-30",
                             "steps":[{"text":"a"},{"text":1,"due":"soon","a/b":0}],"numbers":[1,"2"]})") ==
          std::vector<std::string>{"subjekt", "urgent", "age", "channel", "born_on", "steps/1/text",
                                   "steps/1/due", "steps/1/a~1b", "numbers/1"});
}

TEST_CASE("a client cannot set what the program sets") {
    CHECK(refused_fields(R"({"answered_at":"2026-11-22T00:00:00Z"})") ==
          std::vector<std::string>{"answered_at"});
    CHECK(refused_fields(R"({"answered_at":"2026-11-22T00:00:00Z"})", Source::program).empty());
}

TEST_CASE("money and told times are refused with their parts named") {
    CHECK(refused_fields(R"({"loss":{"minor_units":5,"currency":"YEN"}})") ==
          std::vector<std::string>{"loss/currency"});
    CHECK(refused_fields(R"({"loss":{"minor_units":5.5,"currency":"JPY"}})") ==
          std::vector<std::string>{"loss"});
    CHECK(refused_fields(R"({"loss":5})") == std::vector<std::string>{"loss"});
    CHECK(refused_fields(R"({"happened":{"earliest":"2026-11-22T00:00:00Z","latest":"x","wording":""}})") ==
          std::vector<std::string>{"happened"});
}

TEST_CASE("a list longer than its rule is refused before it is read") {
    CHECK(refused_fields(R"({"words":["a","b","c","d"]})") == std::vector<std::string>{"words"});
}

TEST_CASE("null clears what may be empty and is refused elsewhere") {
    Report report;
    report.subject = "前";
    report.caller = "佐藤";
    report.unit.value = base::new_ulid();
    auto const patched = patch_json(Record(report_schema, report),
                                    boost::json::parse(R"({"caller":null,"unit":null})"), Source::client);
    REQUIRE(patched);
    CHECK(patched->as<Report>().subject == "前");
    CHECK_FALSE(patched->as<Report>().caller);
    CHECK(patched->as<Report>().unit.value.is_nil());
    CHECK(refused_fields(R"({"subject":null,"visits":null})") ==
          std::vector<std::string>{"subject", "visits"});
}

TEST_CASE("numbers beyond every integer are refused, not rounded") {
    CHECK(refused_fields(R"({"visits":9223372036854775808,"age":1e3,"numbers":[2147483648]})") ==
          std::vector<std::string>{"visits", "age", "numbers/0"});
    auto const json = parse_json("{\"visits\":" + std::string(1'000'000, '9') + "}");
    CHECK((!json || !from_json(report_schema, *json, Source::client)));
}

TEST_CASE("a hostile body gets a bounded answer") {
    boost::json::object body;
    for (int i = 0; i < 100'000; ++i) {
        body.emplace("x" + std::to_string(i), i);
    }
    CHECK(from_json(report_schema, body, Source::client).violations().size() == 200);
}

// A value of some other shape than expected.
boost::json::value oddity(std::mt19937_64& generator) {
    switch (generator() % 8) {
        case 0:
            return nullptr;
        case 1:
            return -1;
        case 2:
            return 1.5;
        case 3:
            return true;
        case 4:
            return boost::json::string("");
        case 5:
            return boost::json::array{nullptr, 1, "2026-02-30"};
        case 6:
            return boost::json::object{{"minor_units", 1}, {"wording", nullptr}};
        default:
            return boost::json::string("2026-11-22T00:00:00Z");
    }
}

TEST_CASE("whatever is put into a field, it is refused by name or comes back as it was read") {
    std::mt19937_64 generator(77);
    for (int i = 0; i < 3000; ++i) {
        auto json = to_json(sample::random_record(report_schema, generator));
        auto const& field = report_schema.fields[generator() % report_schema.fields.size()];
        json[field.name] = oddity(generator);
        auto const record = from_json(report_schema, json, Source::program);
        if (record) {
            auto const again = from_json(report_schema, to_json(*record), Source::program);
            REQUIRE(again);
            CHECK(again->as<Report>() == record->as<Report>());
        } else {
            for (auto const& violation : record.violations()) {
                CHECK(violation.field.starts_with(field.name));
            }
        }
    }
}

TEST_CASE("text that is not JSON is refused with the place") {
    CHECK_FALSE(parse_json(""));
    CHECK_FALSE(parse_json("{\"a\":1} x"));
    CHECK_FALSE(parse_json("{\"a\":\"\xff\"}"));
    CHECK_FALSE(parse_json(std::string(100, '[')));
    CHECK_FALSE(parse_json("{\"a\":"));
    CHECK(parse_json(" {\"a\":1}\n"));
    CHECK(from_json(report_schema, boost::json::value(3), Source::client).violations().size() == 1);
}

}  // namespace

}  // namespace record
