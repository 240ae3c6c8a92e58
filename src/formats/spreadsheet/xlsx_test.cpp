#include "formats/spreadsheet/xlsx.h"

#include "formats/spreadsheet/number_formats.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

namespace {

using formats::spreadsheet::cell_name;
using formats::spreadsheet::CellKind;
using formats::spreadsheet::DateStyle;
using formats::spreadsheet::iso_of_serial;
using formats::spreadsheet::looks_like_xlsx;
using formats::spreadsheet::Range;
using formats::spreadsheet::read_csv;
using formats::spreadsheet::read_xlsx;
using formats::spreadsheet::style_of_code;
using formats::spreadsheet::style_of_number;
using formats::spreadsheet::Workbook;

std::string sample(std::string const& name) {
    std::ifstream file(std::string(RENKEI_SOURCE_DIR) + "/tests/fuzz/seeds/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

bool warns(Workbook const& workbook, std::string_view en) {
    return std::ranges::any_of(workbook.warnings, [&](auto const& warning) {
        return warning.reason.en.find(en) != std::string::npos;
    });
}

}  // namespace

TEST_CASE(
    "cells are read with their kinds: texts, numbers, dates by style, booleans, formulas' last values") {
    auto const workbook = read_xlsx(sample("xlsx/ransomware.xlsx"));
    REQUIRE(workbook);
    REQUIRE(workbook->sheets.size() == 2);
    auto const& sheet = workbook->sheets[0];
    CHECK(sheet.name == "様式");
    CHECK(sheet.at(1, 1)->text == "ランサムウェア事案共通様式");
    CHECK(sheet.at(8, 3)->kind == CellKind::date);
    CHECK(sheet.at(8, 3)->text == "2026-11-14T14:30:00");
    CHECK(sheet.at(14, 7)->kind == CellKind::boolean);
    CHECK(sheet.range_at(16, 2) == Range{15, 2, 17, 2});
    CHECK(workbook->sheets[1].hidden);
    CHECK_FALSE(workbook->has_macros);

    auto const ddos = read_xlsx(sample("xlsx/ddos.xlsx"));
    REQUIRE(ddos);
    CHECK(ddos->sheets[0].at(8, 3)->text == "42.5");
    CHECK(ddos->sheets[0].at(8, 3)->kind == CellKind::number);
    CHECK(ddos->sheets[0].at(10, 3)->formula);
    CHECK(ddos->sheets[0].at(10, 3)->text == "3時間");
    REQUIRE(ddos->sheets[0].check_boxes.size() == 2);
    CHECK(ddos->sheets[0].check_boxes[0].label == "CDN の利用");
    CHECK(ddos->sheets[0].check_boxes[0].checked);
    CHECK(ddos->sheets[0].check_boxes[0].row == 9);
    CHECK_FALSE(ddos->sheets[0].check_boxes[1].checked);
}

TEST_CASE("a workbook with macros says so, and a formula stays text") {
    auto const workbook = read_xlsx(sample("xlsx/macro.xlsm"));
    REQUIRE(workbook);
    CHECK(workbook->has_macros);
    CHECK(warns(*workbook, "macros"));
    CHECK(workbook->sheets[0].at(1, 1)->text == "=cmd|' /C calc'!A0");
}

TEST_CASE("a part with a document type is not read, and no entity is followed") {
    auto const workbook = read_xlsx(sample("xlsx/doctype.xlsx"));
    REQUIRE(workbook);
    CHECK(warns(*workbook, "document type"));
    CHECK(workbook->sheets[0].cells.empty());
}

TEST_CASE("cells beyond the limits are left out with a warning") {
    auto const workbook = read_xlsx(sample("xlsx/far.xlsx"));
    REQUIRE(workbook);
    CHECK(workbook->sheets[0].cells.size() == 1);
    CHECK(warns(*workbook, "up to the limit"));
    auto const few = read_xlsx(sample("xlsx/transfers.xlsx"), {.most_cells = 5});
    REQUIRE(few);
    CHECK(few->sheets[0].cells.size() == 5);
}

TEST_CASE("what is no workbook is refused with a reason") {
    CHECK_FALSE(read_xlsx("no zip"));
    CHECK_FALSE(read_xlsx(sample("archive/utf8.zip")));
    auto const bomb = read_xlsx(sample("archive/bomb.zip"));
    REQUIRE_FALSE(bomb);
    CHECK(bomb.violations().at(0).reason.en.find("bomb") != std::string::npos);
    auto const old = read_xlsx("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    REQUIRE_FALSE(old);
    CHECK(old.violations().at(0).reason.en.find(".xls") != std::string::npos);
    auto const large = read_xlsx(sample("xlsx/ddos.xlsx"), {.most_bytes = 10});
    CHECK_FALSE(large);
    CHECK(looks_like_xlsx(sample("xlsx/ddos.xlsx")));
    CHECK_FALSE(looks_like_xlsx(sample("archive/utf8.zip")));
}

TEST_CASE("format codes tell dates from numbers") {
    CHECK(style_of_code("yyyy/m/d") == DateStyle::date);
    CHECK(style_of_code("[$-411]ggge\"年\"m\"月\"d\"日\"") == DateStyle::date);
    CHECK(style_of_code("h:mm:ss") == DateStyle::time);
    CHECK(style_of_code("[h]:mm") == DateStyle::time);
    CHECK(style_of_code("yyyy/m/d h:mm") == DateStyle::date_time);
    CHECK(style_of_code("#,##0\"円\"") == DateStyle::none);
    CHECK(style_of_code("General") == DateStyle::none);
    CHECK(style_of_code("0.00E+00") == DateStyle::none);
    CHECK(style_of_code("#,##0;[Red]-#,##0") == DateStyle::none);
    CHECK(style_of_number(14) == DateStyle::date);
    CHECK(style_of_number(57) == DateStyle::date);
    CHECK(style_of_number(0) == DateStyle::none);
}

TEST_CASE("serial numbers become the dates that Excel shows") {
    CHECK(iso_of_serial("1", DateStyle::date, false) == "1900-01-01");
    CHECK(iso_of_serial("59", DateStyle::date, false) == "1900-02-28");
    CHECK(iso_of_serial("61", DateStyle::date, false) == "1900-03-01");
    CHECK(iso_of_serial("46348", DateStyle::date, false) == "2026-11-22");
    CHECK(iso_of_serial("44886", DateStyle::date, true) == "2026-11-22");
    CHECK(iso_of_serial("0.5", DateStyle::time, false) == "12:00:00");
    CHECK(iso_of_serial("46348.25", DateStyle::date_time, false) == "2026-11-22T06:00:00");
    CHECK_FALSE(iso_of_serial("-1", DateStyle::date, false));
    CHECK_FALSE(iso_of_serial("1e300", DateStyle::date, false));
    CHECK_FALSE(iso_of_serial("text", DateStyle::date, false));
}

TEST_CASE("a CSV text is a workbook of one sheet") {
    auto const workbook = read_csv("日付,金額\n2026-11-22,\"1,000\"\n");
    REQUIRE(workbook);
    CHECK(workbook->sheets.at(0).at(2, 2)->text == "1,000");
    CHECK(cell_name(12, 2) == "B12");
    CHECK(cell_name(1, 16'384) == "XFD1");
}
