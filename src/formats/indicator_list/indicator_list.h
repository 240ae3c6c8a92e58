#pragma once
// Plain lists of indicators as people pass them round: one value a line with comments, Maltrail's trails,
// hosts files, "value,comment". What a value is, and its normal form, is the extractor's to say.

#include "base/parsed.h"
#include "formats/text/lines.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formats::indicator_list {

constexpr std::size_t longest_line = std::size_t{64} << 10U;
constexpr std::size_t longest_value = 4096;

struct Indicator {
    std::string value;    // as written, without what only marks it up ("||…^", "*.")
    std::string comment;  // of its own line
    bool operator==(Indicator const&) const = default;
};

// A line of a hosts file may give several.
struct NumberedIndicator {
    std::size_t line = 0;
    base::Parsed<Indicator> indicator;  // violations are named "line 17"
};

// Bounds memory by the longest line; the whole input may be of any size.
class Reader {
  public:
    [[nodiscard]] std::vector<NumberedIndicator> feed(std::string_view chunk);
    [[nodiscard]] std::vector<NumberedIndicator> finish();

  private:
    text::LineReader lines_{longest_line};
};

}  // namespace formats::indicator_list
