#pragma once
// Records as CSV for spreadsheets: RFC 4180 with CRLF, a byte order mark at the front, Japanese or English
// header. A cell that a spreadsheet would run as a formula is disarmed with a leading apostrophe.

#include "record/record.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace record {

enum class CsvLanguage : std::uint8_t { ja, en };
enum class CsvPersonalData : std::uint8_t { shown, masked };

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// What a cell says; a number, date or time of ours needs no disarming.
struct Cell {
    std::string text;
    bool is_number = false;
};
// What people call the value of a field that holds an id or a code from elsewhere; empty: as it stands.
using CellWords = std::function<std::optional<std::string>(Field const&, Value const&)>;
// Labels of all fields, and the cells below them. Money is two cells, a told time three.
[[nodiscard]] std::vector<std::string> table_headings(Schema const& schema, CsvLanguage language);
[[nodiscard]] std::vector<Cell> table_row(View record, CsvLanguage language, CsvPersonalData personal_data,
                                          CellWords const& words = {});

// The same as lines of CSV: the headings with the byte order mark are the first of a file.
[[nodiscard]] std::string csv_header(Schema const& schema, CsvLanguage language);
[[nodiscard]] std::string csv_row(View record, CsvLanguage language, CsvPersonalData personal_data,
                                  CellWords const& words = {});
// "2026-11-22 14:02:00" in Japan: what a spreadsheet reads as a time.
[[nodiscard]] std::string csv_time(base::Instant at);
// One cell from any text, quoted and disarmed.
[[nodiscard]] std::string csv_cell(std::string_view text);

}  // namespace record
