#include "formats/text/directions.h"

#include "base/utf8.h"

#include <fmt/format.h>

#include <cstdint>

namespace formats::text {

namespace {

template <typename Hidden>  // a predicate over code points
std::string with_named(std::string_view utf8, Hidden hidden) {
    std::string shown;
    shown.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) {
        auto const point = base::decode_utf8(utf8, at);
        if (point.valid && hidden(point.value)) {
            shown += fmt::format("〔U+{:04X}〕", static_cast<std::uint32_t>(point.value));
        } else {
            shown += utf8.substr(at, point.length);
        }
        at += point.length;
    }
    return shown;
}

}  // namespace

std::string directions_shown(std::string_view utf8) {
    return with_named(utf8, turns_direction);
}

std::string one_line_shown(std::string_view utf8) {
    return with_named(utf8, [](char32_t point) {
        return turns_direction(point) || point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x2028 ||
               point == 0x2029;
    });
}

}  // namespace formats::text
