#include "formats/picture/first_frame.h"

#include <cstddef>

namespace formats::picture {

namespace {

unsigned byte_at(std::string_view bytes, std::size_t at) noexcept {
    return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U;
}

std::size_t colour_table(unsigned flags) noexcept {
    return (flags & 0x80U) != 0 ? std::size_t{3} << ((flags & 7U) + 1) : 0;
}

// Behind the row of data blocks at `at`.
std::size_t behind_blocks(std::string_view bytes, std::size_t at) noexcept {
    while (at < bytes.size() && byte_at(bytes, at) != 0) {
        at += 1 + byte_at(bytes, at);
    }
    return at + 1;
}

}  // namespace

std::string first_frame_of_gif(std::string_view bytes) {
    auto at = 13 + colour_table(byte_at(bytes, 10));
    while (at < bytes.size()) {
        auto const kind = byte_at(bytes, at);
        if (kind == 0x21) {
            at = behind_blocks(bytes, at + 2);
        } else if (kind == 0x2C) {
            at = behind_blocks(bytes, at + 11 + colour_table(byte_at(bytes, at + 9)));
            std::string cut(bytes.substr(0, at));
            cut += ';';
            return cut;
        } else {
            break;
        }
    }
    return std::string(bytes);
}

}  // namespace formats::picture
