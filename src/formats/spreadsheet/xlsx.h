#pragma once
// Office Open XML workbooks (.xlsx, .xlsm) into a Workbook: values only. No macro is run, no entity, link or
// external file is followed, and the memory it may take is set before anything is unpacked.

#include "base/parsed.h"
#include "formats/spreadsheet/workbook.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace formats::spreadsheet {

struct Limits {
    std::size_t most_bytes = std::size_t{32} << 20U;            // of the file
    std::uint64_t most_part_bytes = std::uint64_t{48} << 20U;   // of one part, unpacked
    std::uint64_t most_total_bytes = std::uint64_t{96} << 20U;  // of all parts together, unpacked
    std::size_t most_sheets = 100;
    std::uint32_t most_rows = 200'000;  // of one sheet
    std::uint32_t most_columns = 1'000;
    std::size_t most_cells = 2'000'000;  // of all sheets
    std::size_t longest_text = 32'767;   // code units that Excel itself allows; counted in bytes × 4
    std::size_t most_merged = 20'000;    // of one sheet
};

// Begins like a ZIP and names a workbook among its first entries, or is one by its list.
[[nodiscard]] bool looks_like_xlsx(std::string_view bytes);

// Refused (field "" or the part's name): no ZIP, no workbook in it, a bomb, encrypted, the old .xls.
// Beyond a limit the rest is left out with a warning.
[[nodiscard]] base::Parsed<Workbook> read_xlsx(std::string_view bytes, Limits const& limits = {});

// A CSV text as a workbook of one sheet named "CSV"; its refused lines become warnings.
[[nodiscard]] base::Parsed<Workbook> read_csv(std::string_view bytes, char separator = ',');

}  // namespace formats::spreadsheet
