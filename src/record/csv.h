#pragma once
// Records as CSV for spreadsheets: RFC 4180 with CRLF, a byte order mark at the front, Japanese or English
// header. A cell that a spreadsheet would run as a formula is disarmed with a leading apostrophe.

#include "record/record.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace record {

enum class CsvLanguage : std::uint8_t { ja, en };
enum class CsvPersonalData : std::uint8_t { shown, masked };

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Labels of all fields, with the byte order mark: the first line of a file. Money is two cells, a told time
// three.
[[nodiscard]] std::string csv_header(Schema const& schema, CsvLanguage language);
[[nodiscard]] std::string csv_row(View record, CsvLanguage language, CsvPersonalData personal_data);
// One cell from any text, quoted and disarmed.
[[nodiscard]] std::string csv_cell(std::string_view text);

}  // namespace record
