#include "formats/spreadsheet/workbook.h"

#include <algorithm>
#include <utility>

namespace formats::spreadsheet {

Cell const* Sheet::at(std::uint32_t row, std::uint32_t column) const {
    auto const place = std::pair(row, column);
    auto const found = std::ranges::lower_bound(
        cells, place, {}, [](Cell const& cell) { return std::pair(cell.row, cell.column); });
    return found != cells.end() && found->row == row && found->column == column ? &*found : nullptr;
}

Range Sheet::range_at(std::uint32_t row, std::uint32_t column) const {
    for (auto const& range : merged) {
        if (row >= range.first_row && row <= range.last_row && column >= range.first_column &&
            column <= range.last_column) {
            return range;
        }
    }
    return {row, column, row, column};
}

std::string cell_name(std::uint32_t row, std::uint32_t column) {
    std::string letters;
    for (; column > 0; column = (column - 1) / 26) {
        letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
    }
    return letters + std::to_string(row);
}

}  // namespace formats::spreadsheet
