#include "platform/documents/clean_text.h"

#include "base/utf8.h"
#include "formats/text/directions.h"

#include <fmt/format.h>
#include <unicode/uchar.h>

namespace platform::documents {

namespace {

constexpr std::size_t most_marks = 4;  // on one letter

bool is_variation_selector(char32_t value) {
    return (value >= 0xFE00 && value <= 0xFE0F) || (value >= 0xE0100 && value <= 0xE01EF);
}

bool is_mark(char32_t value) {
    auto const type = u_charType(static_cast<UChar32>(value));
    return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_COMBINING_SPACING_MARK;
}

bool is_invisible(char32_t value) {
    return u_charType(static_cast<UChar32>(value)) == U_FORMAT_CHAR;
}

bool is_control(char32_t value) {
    // Line and paragraph separators end lines for Pango; characters that will never be are drawn as nothing.
    bool const is_no_character = (value & 0xFFFEU) == 0xFFFEU || (value >= 0xFDD0 && value <= 0xFDEF);
    return value < 0x20 || (value >= 0x7F && value <= 0x9F) || value == 0x2028 || value == 0x2029 ||
           value == 0xFFFD || is_no_character;
}

}  // namespace

std::string clean_text(std::string_view text) {
    std::string clean;
    clean.reserve(text.size());
    std::size_t marks = 0;
    for (std::size_t at = 0; at < text.size();) {
        auto const point = base::decode_utf8(text, at);
        auto const bytes = text.substr(at, point.length);
        at += point.length;
        marks = point.valid && is_mark(point.value) ? marks + 1 : 0;
        if (point.valid && point.value == '\n') {
            clean += '\n';
        } else if (point.valid && point.value == '\t') {
            clean += ' ';
        } else if (point.valid && point.value == '\r') {
            continue;
        } else if (!point.valid || is_control(point.value)) {
            clean += "〓";
        } else if (formats::text::turns_direction(point.value)) {
            clean += fmt::format("〔U+{:04X}〕", static_cast<std::uint32_t>(point.value));
        } else if (is_variation_selector(point.value) ||
                   (!is_invisible(point.value) && marks <= most_marks)) {
            clean += bytes;
        }
    }
    return clean;
}

}  // namespace platform::documents
