#include "formats/picture/qr_codes.h"

#include "base/utf8.h"
#include "formats/text/encoding.h"

#include <zbar.h>

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

namespace formats::picture {

namespace {

struct FreeScanner {
    void operator()(zbar::zbar_image_scanner_t* scanner) const noexcept {
        zbar::zbar_image_scanner_destroy(scanner);
    }
};
struct FreeImage {
    void operator()(zbar::zbar_image_t* image) const noexcept { zbar::zbar_image_destroy(image); }
};

constexpr unsigned long grey_format = 'Y' | ('8' << 8U) | ('0' << 16U) | ('0' << 24U);

QrCode code_of(zbar::zbar_symbol_t const* symbol) {
    QrCode code;
    std::string_view const bytes(zbar::zbar_symbol_get_data(symbol),
                                 zbar::zbar_symbol_get_data_length(symbol));
    auto const encoding = text::guess_encoding(bytes);
    auto const text = text::to_utf8(bytes, encoding);
    code.text = base::repaired_text(text.value_or(std::string(bytes)));
    code.binary = !text || code.text != *text;
    auto const corners = zbar::zbar_symbol_get_loc_size(symbol);
    for (unsigned i = 0; i < corners && i < 16; ++i) {
        code.corners.push_back(
            {zbar::zbar_symbol_get_loc_x(symbol, i), zbar::zbar_symbol_get_loc_y(symbol, i)});
    }
    return code;
}

Point top_left(QrCode const& code) {
    Point least{};
    for (bool first = true; auto const& corner : code.corners) {
        least = first ? corner : Point{std::min(least.x, corner.x), std::min(least.y, corner.y)};
        first = false;
    }
    return least;
}

}  // namespace

GreyPicture GreyPicture::inverted() const {
    auto picture = *this;
    std::ranges::transform(picture.values, picture.values.begin(),
                           [](char c) { return static_cast<char>(~c); });
    return picture;
}

std::vector<QrCode> find_qr_codes(GreyPicture const& picture, std::size_t most) {
    std::unique_ptr<zbar::zbar_image_scanner_t, FreeScanner> const scanner(zbar::zbar_image_scanner_create());
    zbar::zbar_image_scanner_set_config(scanner.get(), zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
    zbar::zbar_image_scanner_set_config(scanner.get(), zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
    std::unique_ptr<zbar::zbar_image_t, FreeImage> const image(zbar::zbar_image_create());
    zbar::zbar_image_set_format(image.get(), grey_format);
    zbar::zbar_image_set_size(image.get(), picture.width, picture.height);
    zbar::zbar_image_set_data(image.get(), picture.values.data(), picture.values.size(), nullptr);
    std::vector<QrCode> codes;
    if (zbar::zbar_scan_image(scanner.get(), image.get()) <= 0) {
        return codes;
    }
    for (auto const* symbol = zbar::zbar_image_first_symbol(image.get());
         symbol != nullptr && codes.size() < most; symbol = zbar::zbar_symbol_next(symbol)) {
        auto code = code_of(symbol);
        bool const known = std::ranges::find(codes, code.text, &QrCode::text) != codes.end();
        if (!code.text.empty() && !known && zbar::zbar_symbol_get_type(symbol) == zbar::ZBAR_QRCODE) {
            codes.push_back(std::move(code));
        }
    }
    std::ranges::stable_sort(codes, [](QrCode const& a, QrCode const& b) {
        auto const first = top_left(a);
        auto const second = top_left(b);
        return std::pair(first.y, first.x) < std::pair(second.y, second.x);
    });
    return codes;
}

}  // namespace formats::picture
