#include "formats/picture/first_frame.h"
#include "formats/picture/picture.h"
#include "formats/picture/qr_codes.h"

#include <fmt/format.h>
#include <gdk-pixbuf/gdk-pixbuf.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

namespace formats::picture {

namespace {

struct Unref {
    void operator()(gpointer object) const noexcept { g_object_unref(object); }
};
using Pixels = std::unique_ptr<GdkPixbuf, Unref>;
using Loader = std::unique_ptr<GdkPixbufLoader, Unref>;

struct FreeError {
    void operator()(GError* error) const noexcept { g_error_free(error); }
};
struct FreeBuffer {
    void operator()(gchar* buffer) const noexcept { g_free(buffer); }
};

constexpr std::uint32_t longest_scanned = 2'400;  // what QR codes are looked for in
constexpr std::size_t piece = 64 * 1024;

base::Violation refused(std::string ja, std::string en) {
    return {"", {std::move(ja), std::move(en)}};
}

// gdk-pixbuf's name of a decoder; null where we use none.
char const* decoder_of(Format format) noexcept {
    switch (format) {
        case Format::png:
            return "png";
        case Format::jpeg:
            return "jpeg";
        case Format::gif:
            return "gif";
        case Format::bmp:
            return "bmp";
        case Format::tiff:
            return "tiff";
        case Format::webp:
            return "webp";
        case Format::ico:
            return "ico";
        case Format::heif:
        case Format::avif:
            return nullptr;
    }
    return nullptr;
}

// What the decoder itself says about the size, before it takes memory for it.
struct SizeGuard {
    std::uint64_t most_pixels = 0;
    bool too_large = false;
};

void on_size(GdkPixbufLoader* loader, gint width, gint height, gpointer data) {
    auto& guard = *static_cast<SizeGuard*>(data);
    auto const pixels =
        static_cast<std::uint64_t>(std::max(width, 0)) * static_cast<std::uint64_t>(std::max(height, 0));
    if (pixels > guard.most_pixels) {
        guard.too_large = true;
        gdk_pixbuf_loader_set_size(loader, 0, 0);  // tells the decoder to stop
    }
}

base::Violation too_many_pixels(std::uint64_t most) {
    return refused(
        fmt::format("画像が大きすぎます（上限は {} 画素）。開いていません", most),
        fmt::format("the picture is too large (the limit is {} pixels); it was not decoded", most));
}

base::Parsed<Pixels> decoded(std::string_view bytes, char const* decoder, Limits const& limits) {
    GError* raw_error = nullptr;
    Loader const loader(gdk_pixbuf_loader_new_with_type(decoder, &raw_error));
    std::unique_ptr<GError, FreeError> const no_decoder(raw_error);
    if (!loader) {
        return refused(fmt::format("{} を開くソフトがこの機器にありません", decoder),
                       fmt::format("this machine has no decoder for {}", decoder));
    }
    SizeGuard guard{limits.most_pixels, false};
    g_signal_connect(loader.get(), "size-prepared", G_CALLBACK(on_size), &guard);
    bool written = true;
    for (std::size_t at = 0; at < bytes.size() && written && !guard.too_large; at += piece) {
        auto const part = bytes.substr(at, piece);
        written = gdk_pixbuf_loader_write(loader.get(), reinterpret_cast<guchar const*>(part.data()),
                                          part.size(), nullptr) != 0;
    }
    bool const closed = gdk_pixbuf_loader_close(loader.get(), nullptr) != 0;
    if (guard.too_large) {
        return too_many_pixels(limits.most_pixels);
    }
    auto* const borrowed = gdk_pixbuf_loader_get_pixbuf(loader.get());
    if (borrowed == nullptr) {
        return refused("画像が壊れているため開けません", "the picture is damaged and cannot be decoded");
    }
    static_cast<void>(closed);  // a cut picture is shown as far as it goes
    auto const pixels = static_cast<std::uint64_t>(gdk_pixbuf_get_width(borrowed)) *
                        static_cast<std::uint64_t>(gdk_pixbuf_get_height(borrowed));
    if (pixels > limits.most_pixels) {
        return too_many_pixels(limits.most_pixels);
    }
    Pixels upright(gdk_pixbuf_apply_embedded_orientation(borrowed));
    if (!upright) {
        return refused("画像を開く記憶領域が足りません", "there is not enough memory for the picture");
    }
    return upright;
}

Pixels fitted(GdkPixbuf* pixels, std::uint32_t longest) {
    auto const width = gdk_pixbuf_get_width(pixels);
    auto const height = gdk_pixbuf_get_height(pixels);
    auto const side = static_cast<std::uint32_t>(std::max(width, height));
    if (side <= longest) {
        g_object_ref(pixels);
        return Pixels(pixels);
    }
    double const factor = static_cast<double>(longest) / side;
    auto const scaled = [&](int value) { return std::max(1, static_cast<int>(std::lround(value * factor))); };
    return Pixels(gdk_pixbuf_scale_simple(pixels, scaled(width), scaled(height), GDK_INTERP_BILINEAR));
}

// Transparent points are white, as a reader would see them on paper.
GreyPicture grey(GdkPixbuf* pixels) {
    GreyPicture picture{static_cast<std::uint32_t>(gdk_pixbuf_get_width(pixels)),
                        static_cast<std::uint32_t>(gdk_pixbuf_get_height(pixels)),
                        {}};
    auto const channels = static_cast<std::size_t>(gdk_pixbuf_get_n_channels(pixels));
    auto const stride = static_cast<std::size_t>(gdk_pixbuf_get_rowstride(pixels));
    auto const* const data = gdk_pixbuf_read_pixels(pixels);
    picture.values.reserve(std::size_t{picture.width} * picture.height);
    for (std::size_t y = 0; y < picture.height; ++y) {
        for (std::size_t x = 0; x < picture.width; ++x) {
            auto const* const point = data + y * stride + x * channels;
            auto const value = (point[0] * 77U + point[1] * 150U + point[2] * 29U) >> 8U;
            auto const alpha = channels == 4 ? point[3] : 255U;
            picture.values += static_cast<char>((value * alpha + 255U * (255U - alpha)) / 255U);
        }
    }
    return picture;
}

// As it is, turned from light to dark (screens at night), and at half the size (blurred photographs).
std::vector<QrCode> codes_in(GdkPixbuf* pixels, std::size_t most) {
    auto const scanned = fitted(pixels, longest_scanned);
    if (!scanned) {
        return {};
    }
    auto const picture = grey(scanned.get());
    auto codes = find_qr_codes(picture, most);
    if (codes.empty()) {
        codes = find_qr_codes(picture.inverted(), most);
    }
    auto const side = std::max(picture.width, picture.height);
    if (codes.empty() && side >= 600) {
        auto const half = fitted(pixels, side / 2);
        codes = half ? find_qr_codes(grey(half.get()), most) : codes;
    }
    return codes;
}

}  // namespace

base::Parsed<Preview> decode(std::string_view bytes, Limits const& limits) {
    auto const header = read_header(bytes);
    if (!header) {
        return refused("画像として読める形式ではありません", "this is no picture that can be read");
    }
    if (bytes.size() > limits.most_bytes) {
        return refused(
            fmt::format("画像のファイルが大きすぎます（上限は {} バイト）", limits.most_bytes),
            fmt::format("the picture's file is too large (the limit is {} bytes)", limits.most_bytes));
    }
    if (std::uint64_t{header->width} * header->height > limits.most_pixels) {
        return too_many_pixels(limits.most_pixels);
    }
    auto const* const decoder = decoder_of(header->format);
    if (decoder == nullptr) {
        return refused(
            fmt::format("{} は開けません。PNG か JPEG で保存し直したものが必要です",
                        media_type(header->format)),
            fmt::format("{} cannot be decoded; it must be saved as PNG or JPEG", media_type(header->format)));
    }
    auto const source = header->format == Format::gif ? first_frame_of_gif(bytes) : std::string(bytes);
    auto pixels = decoded(source, decoder, limits);
    if (!pixels) {
        return pixels.violations();
    }
    auto const small = fitted(pixels->get(), limits.longest_side);
    gchar* raw_png = nullptr;
    gsize size = 0;
    bool const saved =
        small && gdk_pixbuf_save_to_buffer(small.get(), &raw_png, &size, "png", nullptr, nullptr) != 0;
    std::unique_ptr<gchar, FreeBuffer> const png(raw_png);
    if (!saved) {
        return refused("画像を作り直せません", "the picture could not be encoded again");
    }
    Preview preview;
    preview.header = *header;
    preview.width = static_cast<std::uint32_t>(gdk_pixbuf_get_width(small.get()));
    preview.height = static_cast<std::uint32_t>(gdk_pixbuf_get_height(small.get()));
    preview.png.assign(png.get(), size);
    preview.codes = codes_in(pixels->get(), limits.most_codes);
    auto const scanned =
        std::min(longest_scanned, static_cast<std::uint32_t>(std::max(gdk_pixbuf_get_width(pixels->get()),
                                                                      gdk_pixbuf_get_height(pixels->get()))));
    double const factor =
        static_cast<double>(std::max(preview.width, preview.height)) / std::max(scanned, 1U);
    for (auto& code : preview.codes) {
        for (auto& corner : code.corners) {
            corner = {static_cast<int>(std::lround(corner.x * factor)),
                      static_cast<int>(std::lround(corner.y * factor))};
        }
    }
    return preview;
}

}  // namespace formats::picture
