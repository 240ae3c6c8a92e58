#pragma once
// JSON Lines: one JSON object a line, read in chunks of any size; a broken line is refused by its number, the
// rest goes on.

#include "base/parsed.h"
#include "formats/text/lines.h"

#include <boost/json/object.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace formats::json_lines {

constexpr std::size_t longest_line = std::size_t{1} << 20U;

struct Line {
    std::size_t number = 0;    // from 1, blank lines counted
    std::uint64_t offset = 0;  // of its first byte
    base::Parsed<boost::json::object> object;
};

// Bounds memory by the longest line; the whole input may be of any size.
class Reader {
  public:
    [[nodiscard]] std::vector<Line> feed(std::string_view chunk);
    [[nodiscard]] std::vector<Line> finish();

  private:
    text::LineReader lines_{longest_line};
};

}  // namespace formats::json_lines
