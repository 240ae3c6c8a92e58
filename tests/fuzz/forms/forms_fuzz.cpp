// Rules of forms and tables, mails with filled-in lines, tables in CSV and values in cells: any bytes become
// values or refusals.

#include "base/problem.h"
#include "base/utf8.h"
#include "formats/common_forms/common_forms.h"
#include "formats/office_values/office_values.h"
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
    static auto const mails = formats::common_forms::read_rules(bytes_of("window-mail.yaml"));
    static auto const tables = formats::table_mapping::read_rules(bytes_of("tables.yaml"));
    BASE_ASSERT(mails && tables);
    std::string_view const bytes(reinterpret_cast<char const*>(data), size);
    static_cast<void>(formats::common_forms::read_rules(bytes));
    static_cast<void>(formats::table_mapping::read_rules(bytes));
    static_cast<void>(formats::office_values::read_told_time(bytes));
    static_cast<void>(formats::office_values::read_money(bytes));
    static_cast<void>(formats::office_values::read_phone(bytes));
    if (auto const form = formats::common_forms::read_mail_text("", bytes, *mails)) {
        BASE_ASSERT(!form->fields.empty());
    }
    auto const workbook = formats::spreadsheet::read_csv(bytes);
    if (workbook) {
        auto const& sheet = workbook->sheets.at(0);
        if (auto const mapping = formats::table_mapping::guess(sheet, *tables)) {
            auto const result = formats::table_mapping::apply(sheet, *mapping, *tables, {.most_rows = 100});
            BASE_ASSERT(result.rows.size() <= 100);
        }
    }
    return 0;
}
