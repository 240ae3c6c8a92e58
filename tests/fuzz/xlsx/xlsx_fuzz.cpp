// Workbooks: any bytes become sheets within the limits, or a refusal; forms and tables read whatever comes
// out.

#include "base/problem.h"
#include "base/utf8.h"
#include "formats/common_forms/common_forms.h"
#include "formats/spreadsheet/xlsx.h"
#include "formats/table_mapping/table_mapping.h"

#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace {

std::string bytes_of(char const* name) {
    std::ifstream file(std::string(RENKEI_SOURCE_DIR) + "/data/forms-in/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    static auto const forms = formats::common_forms::read_rules(bytes_of("common-forms.yaml"));
    static auto const tables = formats::table_mapping::read_rules(bytes_of("tables.yaml"));
    BASE_ASSERT(forms && tables);
    auto const workbook = formats::spreadsheet::read_xlsx({reinterpret_cast<char const*>(data), size},
                                                          {.most_part_bytes = 1'000'000,
                                                           .most_total_bytes = 3'000'000,
                                                           .most_rows = 1'000,
                                                           .most_columns = 100,
                                                           .most_cells = 5'000});
    if (!workbook) {
        return 0;
    }
    for (auto const& sheet : workbook->sheets) {
        std::pair<std::uint32_t, std::uint32_t> before{0, 0};
        for (auto const& cell : sheet.cells) {
            std::pair const place{cell.row, cell.column};
            BASE_ASSERT(place >= before && cell.row <= 1'000 && cell.column <= 100);
            BASE_ASSERT(base::is_storable_text(cell.text));
            before = place;
        }
        if (auto const mapping = formats::table_mapping::guess(sheet, *tables)) {
            static_cast<void>(formats::table_mapping::apply(sheet, *mapping, *tables));
        }
    }
    if (auto const form = formats::common_forms::read_workbook(*workbook, *forms)) {
        BASE_ASSERT(!form->fields.empty() && base::is_storable_text(form->narrative));
    }
    return 0;
}
