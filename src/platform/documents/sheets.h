#pragma once
// A document as pages of marks at places, ready to be drawn: A4 in points, the origin at the upper left.
// Thread rule: that of the Type.

#include "platform/documents/lines.h"

#include <cstddef>
#include <vector>

namespace platform::documents {

constexpr double page_width = 595.276;
constexpr double page_height = 841.89;

struct Stroke {
    double x1 = 0.0;
    double y1 = 0.0;
    double x2 = 0.0;
    double y2 = 0.0;
    double width = 0.5;
};
struct Shade {
    double x = 0.0;
    double y = 0.0;
    double width = 0.0;
    double height = 0.0;
    double darkness = 0.08;
};
struct Sheet {
    std::vector<Shade> shades;
    std::vector<Stroke> strokes;
    std::vector<Piece> pieces;  // x and y on the page
};

// Problem::too_large beyond the limits. The document's text is cleaned on the way.
[[nodiscard]] std::vector<Sheet> lay_out(Type& type, Document const& document, Limits const& limits);

}  // namespace platform::documents
