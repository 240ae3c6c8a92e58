#pragma once
// The QR codes in a picture of grey values.

#include "formats/picture/picture.h"

#include <cstdint>
#include <string>
#include <vector>

namespace formats::picture {

struct GreyPicture {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::string values;  // one byte per point, row by row

    [[nodiscard]] GreyPicture inverted() const;
};

// Each text once, from top left.
[[nodiscard]] std::vector<QrCode> find_qr_codes(GreyPicture const& picture, std::size_t most);

}  // namespace formats::picture
