// Pictures: any bytes become a PNG within the limits, or a refusal.

#include "base/problem.h"
#include "base/utf8.h"
#include "formats/picture/picture.h"

#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const bytes(reinterpret_cast<char const*>(data), size);
    static_cast<void>(formats::picture::read_header(bytes));
    auto const preview = formats::picture::decode(bytes, {.most_pixels = 200'000, .longest_side = 200});
    if (!preview) {
        BASE_ASSERT(!preview.violations().empty());
        return 0;
    }
    BASE_ASSERT(preview->width <= 200 && preview->height <= 200 && preview->codes.size() <= 32);
    auto const again = formats::picture::read_header(preview->png);
    BASE_ASSERT(again && again->width == preview->width && again->height == preview->height);
    for (auto const& code : preview->codes) {
        BASE_ASSERT(base::is_storable_text(code.text));
    }
    return 0;
}
