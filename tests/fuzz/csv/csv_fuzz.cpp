// CSV: any bytes become rows within the bounds, on ascending lines, or a refusal.

#include "base/problem.h"
#include "formats/csv/csv.h"

#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const table = formats::csv::parse({reinterpret_cast<char const*>(data), size});
    BASE_ASSERT(static_cast<bool>(table) != !table.violations().empty());
    if (table) {
        std::size_t line = 0;
        for (auto const& row : table->rows) {
            BASE_ASSERT(row.line > line && !row.fields.empty() &&
                        row.fields.size() <= formats::csv::most_fields);
            line = row.line;
            for (auto const& field : row.fields) {
                BASE_ASSERT(!formats::text::first_invalid_utf8(field));
            }
        }
    }
    return 0;
}
