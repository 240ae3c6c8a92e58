#pragma once
// Pictures that strangers sent: what they claim to be from their first bytes, and a re-encoded PNG without
// any of the original's bytes, with the QR codes found in it. Run `decode` in a process with limits of its
// own: the decoders are other people's C code.

#include "base/parsed.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formats::picture {

enum class Format : std::uint8_t { png, jpeg, gif, webp, bmp, tiff, heif, avif, ico };

// "image/png"
[[nodiscard]] std::string_view media_type(Format format) noexcept;

struct Header {
    Format format = Format::png;
    std::uint32_t width = 0;  // as stored; 0 where the first bytes do not tell (HEIF, AVIF, a cut file)
    std::uint32_t height = 0;
    int orientation = 1;  // EXIF 1 to 8; from 5 on width and height are shown exchanged
    bool operator==(Header const&) const = default;
};

struct Limits {
    std::size_t most_bytes = std::size_t{64} << 20U;
    std::uint64_t most_pixels = 60'000'000;  // width × height of the source: an image bomb is refused by it
    std::uint32_t longest_side = 1'600;      // of the PNG that comes out
    std::size_t most_codes = 32;
};

struct Point {
    int x = 0;  // in the PNG that comes out
    int y = 0;
    bool operator==(Point const&) const = default;
};

struct QrCode {
    std::string text;            // UTF-8; bytes that are no text are repaired and flagged
    bool binary = false;         // the code did not hold text
    std::vector<Point> corners;  // as the reader found them
};

struct Preview {
    Header header;
    std::uint32_t width = 0;  // of `png`
    std::uint32_t height = 0;
    std::string png;
    std::vector<QrCode> codes;  // each text once, from top left
    std::vector<base::Words> warnings;
};

// Looks at the bytes only; nothing where they are none of the formats above. SVG is no picture here: it is a
// document with links and scripts.
[[nodiscard]] std::optional<Header> read_header(std::string_view bytes);

// Refused (field ""): no picture, a format without a decoder, too many pixels or bytes, damaged.
// `header` is looked at first, so a bomb costs nothing.
[[nodiscard]] base::Parsed<Preview> decode(std::string_view bytes, Limits const& limits = {});

}  // namespace formats::picture
