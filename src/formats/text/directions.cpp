#include "formats/text/directions.h"

#include "base/utf8.h"

#include <fmt/format.h>

#include <cstdint>

namespace formats::text {

std::string directions_shown(std::string_view utf8) {
    std::string shown;
    shown.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) {
        auto const point = base::decode_utf8(utf8, at);
        if (point.valid && turns_direction(point.value)) {
            shown += fmt::format("〔U+{:04X}〕", static_cast<std::uint32_t>(point.value));
        } else {
            shown += utf8.substr(at, point.length);
        }
        at += point.length;
    }
    return shown;
}

}  // namespace formats::text
