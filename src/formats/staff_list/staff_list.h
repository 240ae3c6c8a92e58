#pragma once
// Lists of staff as a personnel section writes them (CSV, UTF-8 or Shift_JIS): which column is what is told
// by its heading. Values are data, whatever they begin with; what our own export disarmed is read as it was.

#include "base/instant.h"
#include "base/parsed.h"
#include "formats/text/encoding.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace formats::staff_list {

constexpr std::size_t most_rows = 20'000;
constexpr std::size_t longest_value = 400;  // bytes; a name of 120 characters

struct ColumnKind {
    std::string_view code;  // "name", "employee_number" …
    base::Words heading;    // as the template writes it
    std::vector<std::string_view> spellings;
};
// In the order of the template.
[[nodiscard]] std::span<ColumnKind const> column_kinds();

struct Column {
    std::string heading;  // as written
    std::string code;     // empty: not taken
    bool operator==(Column const&) const = default;
};

// A value that is absent or empty says nothing: what was there stays.
struct Row {
    std::size_t line = 0;
    std::optional<std::string> employee_number;
    std::string name;
    std::optional<std::string> kana;
    std::optional<std::string> rank;
    std::optional<std::string> post;
    std::optional<std::string> extension;
    std::optional<std::string> unit;  // code or name
    std::optional<base::Date> valid_from;
    std::optional<base::Date> valid_to;
};

struct StaffList {
    text::Encoding encoding = text::Encoding::utf8;
    std::vector<Column> columns;
    std::vector<Row> rows;
    std::vector<base::Violation> violations;  // of rows that were left out, "line 17/valid_from"
    std::size_t left_out = 0;  // all such rows; no more than csv::most_violations reasons are named
};

// Refused as a whole when it is no CSV, has no heading for the name, names a column twice, or is too long.
[[nodiscard]] base::Parsed<StaffList> parse(std::string_view bytes);

// An empty list with headings, for people to fill in: UTF-8 with byte order mark.
[[nodiscard]] std::string template_file();

}  // namespace formats::staff_list
