#include "formats/rule_tables/parse.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

namespace formats::rule_tables {

namespace {

constexpr std::string_view good_table = R"(kind: table
table: t
version: "1"
source: s
choice: many
threshold: 2
limit: 3
codes:
  a: {ja: あ, en: a, article: 1条}
rows:
  r: {code: [a], weight: 4, all: [f, "denied g"], any: [h], none: [i], ja: 理由, en: why}
)";

base::Parsed<base::RuleTables> read(std::string_view text) {
    std::array<File, 1> const files{{{"x.yaml", std::string(text)}}};
    return parse(files);
}

std::string refusal(std::string_view text) {
    auto const tables = read(text);
    REQUIRE(!tables);
    auto const& first = tables.violations().front();
    CHECK(!first.reason.ja.empty());
    return first.field + ": " + first.reason.en;
}

std::string with(std::string_view from, std::string_view to) {
    std::string text(good_table);
    text.replace(text.find(from), from.size(), to);
    return text;
}

}  // namespace

TEST_CASE("a table is read as it is written, with the line of each entry") {
    auto const tables = read(good_table);
    REQUIRE(tables);
    auto const& table = tables->tables.at(0);
    CHECK(table.choice == base::Choice::many);
    CHECK(table.threshold == 2);
    CHECK(table.limit == 3);
    CHECK(table.default_needs.empty());
    auto const waiting = read(with("limit: 3", "limit: 3\ndefault_needs: t"));
    REQUIRE(waiting);
    CHECK(waiting->tables.at(0).default_needs == "t");
    CHECK(table.codes.at(0).attributes.at(0) == base::CodeAttribute{"article", "1条"});
    auto const& row = table.rows.at(0);
    CHECK(row.all.at(1) == "denied g");
    CHECK(row.weight == 4);
    CHECK(row.place == base::RulePlace{"x.yaml", 11});
}

TEST_CASE("what is wrong is refused with file, line and reason") {
    CHECK(refusal("") == "x.yaml line 1: the file is empty");
    CHECK(refusal("kind: other") ==
          "x.yaml line 1: kind must be language, facts, table, examples or guidance");
    CHECK(refusal("kind: [table").starts_with("x.yaml line 1: not readable as YAML"));
    CHECK(refusal(with("weight: 4", "weight: many")) == "x.yaml line 11: many is not an integer");
    CHECK(refusal(with("weight: 4", "weight: 0")) == "x.yaml line 11: a row of weight 0 has no effect");
    CHECK(refusal(with("weight: 4", "weight: 999")) == "x.yaml line 11: weight must be within -100–100");
    CHECK(refusal(with("weight: 4", "wieght: 4")) == "x.yaml line 11: unknown member wieght");
    CHECK(refusal(with(", ja: 理由", "")) == "x.yaml line 11: ja is missing");
    CHECK(refusal(with("choice: many", "choice: some")) == "x.yaml line 5: choice must be one of one, many");
    CHECK(refusal(std::string(good_table) + "  r: {code: a, ja: 二}\n") == "x.yaml line 12: duplicate key r");
}

TEST_CASE("aliases, anchors, tags, depth and size are refused before they cost anything") {
    CHECK(refusal("kind: &a table\n") == "x.yaml line 1: anchors (&) are not allowed");
    CHECK(refusal("kind: *a\n").starts_with("x.yaml line 1: "));
    CHECK(refusal("kind: !!python/object x\n") == "x.yaml line 1: tags (!) are not allowed");
    CHECK(refusal("a: " + std::string(60, '[') + std::string(60, ']')) == "x.yaml line 1: nested too deeply");
    CHECK(refusal(std::string(2'000'000, ' ')) ==
          "x.yaml line 1: the file is too large (the limit is 1048576 bytes)");
    CHECK(refusal("kind: table\n---\nkind: table\n") == "x.yaml line 2: only one document is allowed");
    CHECK(refusal(std::string("kind: t\0able", 12)) == "x.yaml line 1: contains a NUL character");
}

TEST_CASE("guidance keeps its readings beside the plain words, and says for whom it is") {
    auto const tables = read(
        "kind: guidance\nversion: 1\nsource: s\nguidance:\n"
        "  a: {title_ja: \"{題|だい}\", title_en: t, ja: \"{文|ぶん}です\", en: x, easy: \"{文|ぶん}\", "
        "when: {types: [BEC], wishes: [delete], victim: organization}, "
        "contacts: [{ja: \"{署|しょ}\", contact: \"110\", source: s, verified: true}]}\n");
    REQUIRE(tables);
    auto const& text = tables->guidance.at(0);
    CHECK(text.title.ja == "題");
    CHECK(text.text.ja == "文です");
    CHECK(text.marked_text == "{文|ぶん}です");
    CHECK(text.easy_text == "{文|ぶん}");
    CHECK(text.when == base::GuidanceWhen{{"BEC"}, {"delete"}, true, false});
    CHECK(text.contacts.at(0).name.ja == "署");
    CHECK(text.contacts.at(0).marked_name == "{署|しょ}");
}

TEST_CASE("a wrong mark or condition of guidance is refused with its line") {
    std::string const head =
        "kind: guidance\nversion: 1\nsource: s\nguidance:\n  a:\n    title_ja: t\n    title_en: t\n";
    CHECK(refusal(head + "    ja: \"{文|bun}\"\n    en: x\n") ==
          "x.yaml line 8: ja: the ruby mark-up is wrong at {文|bun} (written as {漢字|かんじ})");
    CHECK(refusal(head + "    ja: x\n    en: x\n    easy: \"{a\"\n").starts_with("x.yaml line 10: easy: "));
    CHECK(refusal(head + "    ja: x\n    en: x\n    when: {wishes: [money]}\n") ==
          "x.yaml line 10: money is no wish");
    CHECK(refusal(head + "    ja: x\n    en: x\n    when: {always: false}\n") ==
          "x.yaml line 10: when names no condition");
}

TEST_CASE("one bad file does not hide what is wrong in the next") {
    std::array<File, 2> const files{
        {{"a.yaml", "kind: x"},
         {"b.yaml", "kind: facts\nversion: 1\nsource: s\nfacts: {f: {patterns: [a]}}"}}};
    auto const tables = parse(files);
    REQUIRE(!tables);
    CHECK(tables.violations().size() == 2);
    CHECK(tables.violations()[1].field == "b.yaml line 4");
}

}  // namespace formats::rule_tables
