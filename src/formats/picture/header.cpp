#include "formats/picture/picture.h"

#include <algorithm>
#include <array>

namespace formats::picture {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t most_segments = 10'000;

// Bytes of a header, zero beyond the end.
class Bytes {
  public:
    explicit Bytes(std::string_view bytes, bool big_endian = true) : bytes_(bytes), big_(big_endian) {}

    [[nodiscard]] std::size_t size() const noexcept { return bytes_.size(); }
    [[nodiscard]] std::uint32_t u8(std::size_t at) const noexcept {
        return at < bytes_.size() ? static_cast<unsigned char>(bytes_[at]) : 0U;
    }
    [[nodiscard]] std::uint32_t u16(std::size_t at) const noexcept {
        return big_ ? u8(at) << 8U | u8(at + 1) : u8(at + 1) << 8U | u8(at);
    }
    [[nodiscard]] std::uint32_t u24(std::size_t at) const noexcept {
        return big_ ? u16(at) << 8U | u8(at + 2) : u8(at + 2) << 16U | u16(at);
    }
    [[nodiscard]] std::uint32_t u32(std::size_t at) const noexcept {
        return big_ ? u16(at) << 16U | u16(at + 2) : u16(at + 2) << 16U | u16(at);
    }

  private:
    std::string_view bytes_;
    bool big_;
};

struct TiffTags {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    int orientation = 1;
};

// The first directory of a TIFF file, or of the Exif segment of a JPEG.
TiffTags read_tiff(std::string_view bytes) {
    TiffTags tags;
    if (!bytes.starts_with("II") && !bytes.starts_with("MM")) {
        return tags;
    }
    Bytes const data(bytes, bytes.starts_with("MM"));
    std::size_t const directory = data.u32(4);
    if (directory >= bytes.size()) {
        return tags;
    }
    auto const count = std::min<std::uint32_t>(data.u16(directory), 1'000);
    for (std::uint32_t i = 0; i < count; ++i) {
        auto const at = directory + 2 + std::size_t{12} * i;
        auto const value = data.u16(at + 2) == 3 ? data.u16(at + 8) : data.u32(at + 8);
        switch (data.u16(at)) {
            case 0x0100:
                tags.width = value;
                break;
            case 0x0101:
                tags.height = value;
                break;
            case 0x0112:
                tags.orientation = value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
                break;
            default:
                break;
        }
    }
    return tags;
}

Header read_jpeg(std::string_view bytes) {
    Header header{Format::jpeg, 0, 0, 1};
    Bytes const data(bytes);
    std::size_t at = 2;
    for (std::size_t segment = 0; at + 4 <= bytes.size() && segment < most_segments; ++segment) {
        if (data.u8(at) != 0xFF) {
            ++at;
            continue;
        }
        auto const marker = data.u8(at + 1);
        if (marker == 0xFF || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
            at += marker == 0xFF ? 1 : 2;
            continue;
        }
        bool const frame =
            marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame) {
            header.height = data.u16(at + 5);
            header.width = data.u16(at + 7);
            return header;
        }
        if (marker == 0xD9 || marker == 0xDA) {
            return header;
        }
        auto const length = data.u16(at + 2);
        auto const body = bytes.substr(std::min(at + 4, bytes.size()), length < 2 ? 0 : length - 2);
        if (marker == 0xE1 && body.starts_with("Exif\0\0"sv)) {
            header.orientation = read_tiff(body.substr(6)).orientation;
        }
        at += 2 + std::max<std::size_t>(length, 2);
    }
    return header;
}

Header read_webp(std::string_view bytes) {
    Header header{Format::webp, 0, 0, 1};
    Bytes const data(bytes, false);
    auto const kind = bytes.substr(12, 4);
    if (kind == "VP8X") {
        header.width = data.u24(24) + 1;
        header.height = data.u24(27) + 1;
    } else if (kind == "VP8L") {
        auto const bits = data.u32(21);
        header.width = (bits & 0x3FFFU) + 1;
        header.height = (bits >> 14U & 0x3FFFU) + 1;
    } else if (kind == "VP8 ") {
        header.width = data.u16(26) & 0x3FFFU;
        header.height = data.u16(28) & 0x3FFFU;
    }
    return header;
}

Header read_bmp(std::string_view bytes) {
    Bytes const data(bytes, false);
    if (data.u32(14) == 12) {  // OS/2
        return {Format::bmp, data.u16(18), data.u16(20), 1};
    }
    auto const height = data.u32(22);
    return {Format::bmp, data.u32(18), height > 0x7FFFFFFFU ? 0U - height : height, 1};
}

std::optional<Format> boxed_format(std::string_view bytes) {
    if (bytes.substr(4, 4) != "ftyp") {
        return std::nullopt;
    }
    auto const brand = bytes.substr(8, 4);
    if (brand == "avif" || brand == "avis") {
        return Format::avif;
    }
    static constexpr std::array heif = {"heic"sv, "heix"sv, "hevc"sv, "heim"sv, "heis"sv, "mif1"sv, "msf1"sv};
    return std::ranges::find(heif, brand) != heif.end() ? std::optional(Format::heif) : std::nullopt;
}

}  // namespace

std::string_view media_type(Format format) noexcept {
    switch (format) {
        case Format::png:
            return "image/png";
        case Format::jpeg:
            return "image/jpeg";
        case Format::gif:
            return "image/gif";
        case Format::webp:
            return "image/webp";
        case Format::bmp:
            return "image/bmp";
        case Format::tiff:
            return "image/tiff";
        case Format::heif:
            return "image/heif";
        case Format::avif:
            return "image/avif";
        case Format::ico:
            return "image/vnd.microsoft.icon";
    }
    return "";
}

std::optional<Header> read_header(std::string_view bytes) {
    if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv)) {
        Bytes const data(bytes);
        return Header{Format::png, data.u32(16), data.u32(20), 1};
    }
    if (bytes.starts_with("\xFF\xD8\xFF"sv)) {
        return read_jpeg(bytes);
    }
    if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) {
        Bytes const data(bytes, false);
        return Header{Format::gif, data.u16(6), data.u16(8), 1};
    }
    if (bytes.starts_with("RIFF") &&
        bytes.substr(std::min<std::size_t>(8, bytes.size())).starts_with("WEBP") && bytes.size() >= 16) {
        return read_webp(bytes);
    }
    if (bytes.starts_with("BM") && bytes.size() >= 26) {
        return read_bmp(bytes);
    }
    if (bytes.starts_with("II*\0"sv) || bytes.starts_with("MM\0*"sv)) {
        auto const tags = read_tiff(bytes);
        return Header{Format::tiff, tags.width, tags.height, tags.orientation};
    }
    if (bytes.starts_with("\0\0\1\0"sv) && bytes.size() >= 22) {
        Bytes const data(bytes);
        return Header{Format::ico, data.u8(6) == 0 ? 256 : data.u8(6), data.u8(7) == 0 ? 256 : data.u8(7), 1};
    }
    if (bytes.size() >= 12) {
        if (auto const format = boxed_format(bytes)) {
            return Header{*format, 0, 0, 1};
        }
    }
    return std::nullopt;
}

}  // namespace formats::picture
