#pragma once
// Tables of transfers or orders (CSV, XLSX) into rows of named values. Which column is what is guessed from
// the header (data/forms-in/tables.yaml); a person may change the guess before anything is taken.

#include "base/instant.h"
#include "base/money.h"
#include "base/parsed.h"
#include "formats/spreadsheet/workbook.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace formats::table_mapping {

enum class ValueKind : std::uint8_t { text, time, money, phone, digits, email, url };

struct ColumnRule {
    std::string code;  // "date", "amount", "account_number" …
    base::Words label;
    ValueKind kind = ValueKind::text;
    std::vector<std::string> headers;  // spellings, compared match-folded; an exact one beats a contained one
    bool required = false;             // a row without it is refused
};

struct TableRule {
    std::string code;  // "transfers", "orders"
    base::Words name;
    std::vector<ColumnRule> columns;
};

[[nodiscard]] base::Parsed<std::vector<TableRule>> read_rules(std::string_view yaml);

struct Column {
    std::uint32_t column = 1;  // of the sheet, from 1
    std::string header;        // as written
    std::string code;          // of the ColumnRule; "" = not taken
    bool operator==(Column const&) const = default;
};

struct Mapping {
    std::string table;             // code of the TableRule
    std::uint32_t header_row = 1;  // rows after it are data
    std::vector<Column> columns;   // every column that has a header, in order
    bool operator==(Mapping const&) const = default;
};

// The table and header row (among the first 30 rows) that know most columns; nothing where no rule knows two.
[[nodiscard]] std::optional<Mapping> guess(spreadsheet::Sheet const& sheet, std::span<TableRule const> rules);

// Why a mapping that a person changed cannot be used: unknown table, unknown code, a code twice, a required
// one missing. Field "columns/3/code".
[[nodiscard]] std::vector<base::Violation> check(Mapping const& mapping, std::span<TableRule const> rules);

struct Value {
    std::string code;
    std::string written;
    std::string text;  // normalised: digits of a phone, "1234567 JPY", ISO date
    std::optional<base::ToldTime> time;
    std::optional<base::Money> money;
    std::uint32_t column = 1;
};

struct Row {
    std::uint32_t row = 1;  // of the sheet
    std::vector<Value> values;
};

struct Limits {
    std::size_t most_rows = 100'000;
    std::size_t most_violations = 1'000;
};

struct Result {
    std::vector<Row> rows;
    std::vector<base::Violation>
        violations;                // field "C12": a value that was refused; its row goes on without
    std::size_t refused_rows = 0;  // without a required value
    bool complete = true;
};

// Blank rows are passed over; sums below the table (合計) too, with a violation that says so.
[[nodiscard]] Result apply(spreadsheet::Sheet const& sheet, Mapping const& mapping,
                           std::span<TableRule const> rules, Limits const& limits = {});

}  // namespace formats::table_mapping
