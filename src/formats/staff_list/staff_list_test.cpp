#include "formats/staff_list/staff_list.h"

#include <doctest/doctest.h>

#include <string>

namespace formats::staff_list {

TEST_CASE("columns are told by their headings, in any order, width and language") {
    auto const list = parse("Unit,Ｎａｍｅ,フリガナ,備考\r\nS-X, 髙橋 﨑子🚓 ,たかはし,関係ない\r\n");
    REQUIRE(list);
    CHECK(list->columns ==
          std::vector<Column>{{"Unit", "unit"}, {"Ｎａｍｅ", "name"}, {"フリガナ", "kana"}, {"備考", ""}});
    REQUIRE(list->rows.size() == 1);
    auto const& row = list->rows.front();
    CHECK(row.line == 2);
    CHECK(row.name == "髙橋 﨑子🚓");
    CHECK(row.unit == "S-X");
    CHECK_FALSE(row.rank);  // no such column: stays as it is
    CHECK(list->violations.empty());
}

TEST_CASE("a list in Shift_JIS with dates of an era reads as one in UTF-8") {
    // 氏名,着任日 / 髙橋,令和8年4月1日
    auto const list = parse(
        "\x8e\x81\x96\xbc,\x92\x85\x94\x43\x93\xfa\r\n\xfb\xfc\x8b\xb4,"
        "\x97\xdf\x98\x61\x38\x94\x4e\x34\x8c\x8e\x31\x93\xfa\r\n");
    REQUIRE(list);
    CHECK(list->encoding == text::Encoding::shift_jis);
    REQUIRE(list->rows.size() == 1);
    CHECK(list->rows.front().name == "髙橋");
    CHECK(list->rows.front().valid_from == base::Date{2026, 4, 1});
}

TEST_CASE("a formula is a name like any other, and what our export disarmed is as it was") {
    auto const list = parse("氏名\n=cmd|'x'\n'=1+1\n'O Neill\n'＠甲\n'－乙\n");
    REQUIRE(list);
    REQUIRE(list->rows.size() == 5);
    CHECK(list->rows[0].name == "=cmd|'x'");
    CHECK(list->rows[1].name == "=1+1");
    CHECK(list->rows[2].name == "'O Neill");
    CHECK(list->rows[3].name == "＠甲");
    CHECK(list->rows[4].name == "－乙");
}

TEST_CASE("a bad line is named with its column and left out, the others go on") {
    auto const list =
        parse("氏名,着任日\n一郎,someday\n,2026-04-01\n二郎,2026-04-01,more\n三郎,\n四\x01郎,\n");
    REQUIRE(list);
    REQUIRE(list->rows.size() == 1);
    CHECK(list->rows.front().name == "三郎");
    REQUIRE(list->violations.size() == 4);
    CHECK(list->violations[0].field == "line 2/valid_from");
    CHECK(list->violations[1].field == "line 3/name");
    CHECK(list->violations[2].field == "line 4");
    CHECK(list->violations[3].field == "line 6/name");
}

TEST_CASE("a file without a name column, or with a column twice, is refused as a whole") {
    CHECK(parse("階級\n巡査\n").violations().front().field == "line 1/name");
    CHECK(parse("氏名,名前\nx,y\n").violations().front().reason.ja.find("二つ") != std::string::npos);
    CHECK_FALSE(parse(""));
    std::string long_list = "氏名\n";
    for (std::size_t i = 0; i <= most_rows; ++i) {
        long_list += "x\n";
    }
    CHECK_FALSE(parse(long_list));
}

TEST_CASE("the template is an empty list that is read again") {
    auto const list = parse(template_file());
    REQUIRE(list);
    CHECK(list->rows.empty());
    CHECK(list->columns.size() == column_kinds().size());
    CHECK(list->columns.front().code == "employee_number");
}

}  // namespace formats::staff_list
