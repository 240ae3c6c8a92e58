#pragma once
// Words into lines: broken where Japanese and English allow it, a word with its reading never torn.
// Thread rule: that of the Type.

#include "platform/documents/type.h"

#include <cstddef>
#include <string>
#include <vector>

namespace platform::documents {

// What is drawn at one place of a line, its baseline at y = 0.
struct Piece {
    double x = 0.0;
    double y = 0.0;
    Face face;
    std::string text;
};

struct Line {
    double width = 0.0;
    std::vector<Piece> pieces;
};

struct Lines {
    std::vector<Line> lines;  // at least one
    double ascent =
        0.0;  // from the top of a line to its baseline, with room for readings where there are any
    double advance = 0.0;  // from one line to the next

    [[nodiscard]] double height() const { return advance * static_cast<double>(lines.size()); }
};

struct Setting {
    double size = 10.5;
    double width = 0.0;  // of the longest line
    bool gothic = false;
    double spacing = 1.3;  // times the height of the font
    bool words_apart = false;
};

// The text must be clean already.
[[nodiscard]] Lines set_lines(Type& type, Text const& text, Setting const& setting);

}  // namespace platform::documents
