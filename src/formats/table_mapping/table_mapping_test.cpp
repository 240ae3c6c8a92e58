#include "formats/table_mapping/table_mapping.h"

#include "formats/spreadsheet/xlsx.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

namespace {

using formats::spreadsheet::read_csv;
using formats::table_mapping::apply;
using formats::table_mapping::check;
using formats::table_mapping::Column;
using formats::table_mapping::guess;
using formats::table_mapping::Mapping;
using formats::table_mapping::read_rules;
using formats::table_mapping::Row;
using formats::table_mapping::TableRule;
using formats::table_mapping::Value;

std::string bytes_of(std::string const& name) {
    std::ifstream file(std::string(RENKEI_SOURCE_DIR) + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<TableRule> shipped() {
    auto rules = read_rules(bytes_of("data/forms-in/tables.yaml"));
    REQUIRE_MESSAGE(rules, (rules ? "" : rules.violations().front().reason.en));
    return *rules;
}

std::string code_of(Mapping const& mapping, std::uint32_t column) {
    auto const found = std::ranges::find(mapping.columns, column, &Column::column);
    return found == mapping.columns.end() ? "(none)" : found->code;
}

std::string text_of(Row const& row, std::string_view code) {
    auto const found = std::ranges::find(row.values, code, &Value::code);
    return found == row.values.end() ? "" : found->text;
}

}  // namespace

TEST_CASE("the columns of a table of transfers are guessed below a title, and its values are read") {
    auto const rules = shipped();
    auto const workbook = formats::spreadsheet::read_xlsx(bytes_of("tests/fuzz/seeds/xlsx/transfers.xlsx"));
    REQUIRE(workbook);
    auto const& sheet = workbook->sheets.at(0);
    auto const mapping = guess(sheet, rules);
    REQUIRE(mapping);
    CHECK(mapping->table == "transfers");
    CHECK(mapping->header_row == 3);
    CHECK(code_of(*mapping, 1) == "date");
    CHECK(code_of(*mapping, 2) == "amount");
    CHECK(code_of(*mapping, 3) == "counterparty");
    CHECK(code_of(*mapping, 5) == "account_number");
    CHECK(code_of(*mapping, 6).empty());
    CHECK(check(*mapping, rules).empty());

    auto const result = apply(sheet, *mapping, rules);
    REQUIRE(result.rows.size() == 2);
    CHECK(result.rows[0].row == 4);
    CHECK(text_of(result.rows[0], "date") == "2026-11-13T15:00:00.000Z");
    CHECK(text_of(result.rows[0], "amount") == "1500000 JPY");
    CHECK(text_of(result.rows[0], "account_number") == "1234567");
    CHECK(text_of(result.rows[1], "amount") == "300000 JPY");
    CHECK(text_of(result.rows[1], "counterparty") == "ヤマダ　タロウ🐟");
    CHECK(result.refused_rows == 2);
    auto const says = [&](std::string_view place) {
        return std::ranges::any_of(result.violations, [&](auto const& each) { return each.field == place; });
    };
    CHECK(says("A6"));
    CHECK(says("6"));
    CHECK(says("B7"));
    CHECK(says("A9"));
}

TEST_CASE("a list of orders in CSV is told from a table of transfers") {
    auto const rules = shipped();
    auto const workbook = read_csv(
        "注文番号,注文日時,お届け先氏名,お届け先住所,電話番号,合計金額\nA-1,2026/11/22 "
        "10:00,山田,仙台市,090-1234-5678,\"12,000円\"\n");
    REQUIRE(workbook);
    auto const mapping = guess(workbook->sheets[0], rules);
    REQUIRE(mapping);
    CHECK(mapping->table == "orders");
    auto const result = apply(workbook->sheets[0], *mapping, rules);
    REQUIRE(result.rows.size() == 1);
    CHECK(text_of(result.rows[0], "phone") == "09012345678");
    CHECK(text_of(result.rows[0], "amount") == "12000 JPY");
    CHECK(text_of(result.rows[0], "delivery_address") == "仙台市");
    CHECK(result.violations.empty());
}

TEST_CASE("a changed mapping is checked") {
    auto const rules = shipped();
    Mapping mapping{"transfers", 1, {{1, "a", "date"}, {2, "b", "date"}, {3, "c", "nonsense"}, {4, "d", ""}}};
    auto const violations = check(mapping, rules);
    REQUIRE(violations.size() == 3);
    CHECK(violations[0].field == "columns/1/code");
    CHECK(violations[1].field == "columns/2/code");
    CHECK(violations[2].field == "columns");
    mapping.table = "nothing";
    CHECK(check(mapping, rules).at(0).field == "table");
    CHECK_FALSE(apply({}, mapping, rules).complete);
}

TEST_CASE("a text without known headers gives no mapping, and rows end at the limit") {
    auto const rules = shipped();
    auto const poem = read_csv("春,夏\n秋,冬\n");
    REQUIRE(poem);
    CHECK_FALSE(guess(poem->sheets[0], rules));
    auto const many = read_csv("日付,金額\n2026-11-01,1\n2026-11-02,2\n2026-11-03,3\n");
    REQUIRE(many);
    auto const mapping = guess(many->sheets[0], rules);
    REQUIRE(mapping);
    auto const result = apply(many->sheets[0], *mapping, rules, {.most_rows = 2});
    CHECK(result.rows.size() == 2);
    CHECK_FALSE(result.complete);
}

TEST_CASE("broken rules are refused with their lines") {
    CHECK_FALSE(read_rules(""));
    CHECK_FALSE(read_rules("tables: 3"));
    auto const rules = read_rules(
        "tables:\n  - code: x\n    label_ja: x\n    label_en: x\n    columns:\n      - {code: a, label_ja: "
        "a, label_en: a, kind: wrong, headers: [a]}\n");
    REQUIRE_FALSE(rules);
    CHECK(rules.violations().at(0).field == "line 6");
}
