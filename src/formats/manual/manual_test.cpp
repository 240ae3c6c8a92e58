#include "formats/manual/manual.h"

#include <doctest/doctest.h>

namespace formats::manual {

namespace {

constexpr char const* good = R"(intro_ja: はじめに
intro_en: First
tasks:
  - code: accept
    title_ja: 受理する
    title_en: Accept
    when_ja: 電話を受けたとき
    when_en: A call comes in
    steps:
      - {ja: 書く, en: Write}
keys:
  - {keys: F1, ja: 書き方, en: Help}
)";

TEST_CASE("tasks, their steps and keys are read in both languages") {
    auto const manual = parse(good);
    REQUIRE(manual);
    CHECK(manual->tasks.at(0).steps.at(0).ja == "書く");
    CHECK(manual->keys.at(0).keys == "F1");
}

TEST_CASE("a step without English is refused by its line") {
    std::string text = good;
    text.replace(text.find(", en: Write"), 11, "");
    auto const manual = parse(text);
    REQUIRE_FALSE(manual);
    CHECK(manual.violations().at(0).field == "line 10");
}

TEST_CASE("what is no mapping is refused, not read as nothing") {
    CHECK_FALSE(parse("[]"));
    CHECK_FALSE(parse(""));
    CHECK_FALSE(parse("intro_ja: a\nintro_en: b\ntasks: [1]\nkeys: [2]\n"));
}

}  // namespace

}  // namespace formats::manual
