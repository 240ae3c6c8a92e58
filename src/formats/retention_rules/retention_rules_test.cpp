#include "formats/retention_rules/retention_rules.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

namespace rules = formats::retention_rules;

TEST_CASE("the shipped retention classes are read and nobody has confirmed them") {
    std::ifstream file(RENKEI_SOURCE_DIR "/data/retention/classes.yaml");
    std::ostringstream bytes;
    bytes << file.rdbuf();
    auto const read = rules::parse(bytes.str());
    REQUIRE(read);
    REQUIRE(read->size() == 3);
    for (auto const& one : *read) {
        CHECK(one.years >= 1);
        CHECK_FALSE(one.confirmed);
        CHECK_FALSE(one.basis.empty());
    }
}

TEST_CASE("a retention class is refused by its line: no years, years of no number, twice the same") {
    auto const wrong = rules::parse(
        "classes:\n"
        "  - {record_kind: a, kind: b, label_ja: c, label_en: d, basis: e, confirmed: false}\n"
        "  - {record_kind: a, kind: x, label_ja: c, label_en: d, basis: e, confirmed: maybe, years: 3y}\n"
        "  - {record_kind: a, kind: b, label_ja: c, label_en: d, basis: e, confirmed: true, years: 101}\n");
    REQUIRE_FALSE(wrong);
    std::string lines;
    for (auto const& violation : wrong.violations()) {
        lines += violation.field + " ";
    }
    CHECK(lines.find("line 2") != std::string::npos);
    CHECK(lines.find("line 3") != std::string::npos);
    CHECK(lines.find("line 4") != std::string::npos);
    CHECK_FALSE(rules::parse("classes: 3"));
    CHECK_FALSE(rules::parse("- [\n"));
}
