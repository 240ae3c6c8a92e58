#pragma once
// A workbook as plain values: sheets of cells as text with kinds. What XLSX and CSV are read into, so that
// forms and tables need not know which it was.

#include "base/problem.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace formats::spreadsheet {

enum class CellKind : std::uint8_t { text, number, date, boolean, error };

struct Cell {
    std::uint32_t row = 1;     // from 1
    std::uint32_t column = 1;  // from 1: A
    CellKind kind = CellKind::text;
    // Number as the file has it; date "2026-11-22", "2026-11-22T14:05:00" or "14:05:00"; boolean
    // "TRUE"/"FALSE".
    std::string text;
    bool formula = false;  // `text` is what was last calculated; nothing is calculated here
    bool operator==(Cell const&) const = default;
};

struct Range {
    std::uint32_t first_row = 1;
    std::uint32_t first_column = 1;
    std::uint32_t last_row = 1;
    std::uint32_t last_column = 1;
    bool operator==(Range const&) const = default;
};

// A check box drawn over the cells.
struct CheckBox {
    std::uint32_t row = 1;  // of its upper left corner
    std::uint32_t column = 1;
    std::string label;
    bool checked = false;
    bool operator==(CheckBox const&) const = default;
};

struct Sheet {
    std::string name;
    bool hidden = false;
    std::vector<Cell> cells;  // those that hold something, by row, then column
    std::vector<Range> merged;
    std::vector<CheckBox> check_boxes;

    // The cell itself, null where it is empty; cells inside a merged range are empty but for the first.
    [[nodiscard]] Cell const* at(std::uint32_t row, std::uint32_t column) const;
    // The merged range that covers it, or the cell alone.
    [[nodiscard]] Range range_at(std::uint32_t row, std::uint32_t column) const;
};

struct Workbook {
    std::vector<Sheet> sheets;
    bool has_macros = false;                // said, never run
    bool has_external_links = false;        // said, never followed
    std::vector<base::Violation> warnings;  // field "Sheet!B12", a part's name or ""
};

// "B12"
[[nodiscard]] std::string cell_name(std::uint32_t row, std::uint32_t column);

}  // namespace formats::spreadsheet
