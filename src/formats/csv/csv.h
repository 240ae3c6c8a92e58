#pragma once
// CSV as RFC 4180 and Japanese offices write it: quotes, line ends inside quotes, a byte order mark, or
// Shift_JIS.

#include "base/parsed.h"
#include "formats/text/encoding.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace formats::csv {

constexpr std::size_t largest_file = std::size_t{64} << 20U;
constexpr std::size_t longest_field = std::size_t{1} << 20U;
constexpr std::size_t most_fields = 1'000;
constexpr std::size_t most_violations = 1'000;

struct Row {
    std::size_t line = 0;  // on which it begins, from 1
    std::vector<std::string> fields;
    bool operator==(Row const&) const = default;
};

struct Table {
    text::Encoding encoding = text::Encoding::utf8;  // what the file was written in; the fields are UTF-8
    std::vector<Row> rows;                           // blank lines are passed over
    std::vector<base::Violation> violations;         // rows that were refused, field "line 17"
    std::size_t refused = 0;                         // all of them; no more than most_violations are named
};

// Refused as a whole only where its encoding cannot be told or it is too large.
[[nodiscard]] base::Parsed<Table> parse(std::string_view bytes, char separator = ',');

}  // namespace formats::csv
