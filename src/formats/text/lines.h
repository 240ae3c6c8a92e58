#pragma once
// Cuts a text that arrives in chunks of any size into numbered UTF-8 lines, with bounded memory whatever
// arrives.

#include "base/parsed.h"
#include "formats/text/encoding.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace formats::text {

// One line that is not blank: its text without line end and byte order mark, or why it is refused (field
// "line 7312").
struct Line {
    std::size_t number = 0;    // from 1, blank lines counted
    std::uint64_t offset = 0;  // of its first byte in the whole input
    base::Parsed<std::string> text;
};

class LineReader {
  public:
    explicit LineReader(std::size_t longest_line);

    // Every line that `chunk` completes. After a UTF-16 or UTF-32 beginning has been refused nothing comes
    // any more.
    [[nodiscard]] std::vector<Line> feed(std::string_view chunk);
    // The last line, where the input does not end in a line end, and what was counted rather than told.
    [[nodiscard]] std::vector<Line> finish();

    [[nodiscard]] std::size_t lines_seen() const noexcept { return number_; }

  private:
    void take(std::string_view part);
    void end_line(std::vector<Line>& lines);
    void judge(std::string_view text, std::vector<Line>& lines);
    [[nodiscard]] base::Violation too_long(std::uint64_t size) const;
    [[nodiscard]] base::Violation not_utf8(std::string_view line, std::size_t at);

    std::size_t longest_line_;
    std::string held_;       // the unfinished line
    bool skipping_ = false;  // inside a line that is too long
    bool ended_ = false;     // not a text of lines at all
    bool seen_multibyte_ =
        false;  // valid UTF-8 beyond ASCII: a broken line is then a broken line, not a wrong encoding
    Encoding wrong_encoding_ = Encoding::utf8;
    std::vector<std::size_t> further_wrong_;  // numbers of further lines in that encoding, the first few
    std::size_t further_wrong_count_ = 0;
    std::size_t number_ = 0;
    std::uint64_t position_ = 0;  // bytes fed
    std::uint64_t offset_ = 0;    // of the unfinished line
    std::uint64_t skipped_ = 0;   // bytes of the too long line not held
};

// "line 7312" and "line 7312/text": how a violation names its place in a text of lines.
[[nodiscard]] std::string line_field(std::size_t number);
[[nodiscard]] std::string line_field(std::size_t number, std::string_view member);

}  // namespace formats::text
