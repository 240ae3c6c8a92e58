#include "base/utf8.h"

#include <cstdint>

namespace base {

namespace {

bool continues(std::string_view text, std::size_t at) noexcept {
    return at < text.size() && (static_cast<std::uint8_t>(text[at]) & 0xC0U) == 0x80U;
}

// Bytes of the code point at `at`, or 0 when there is no valid one.
std::size_t length_at(std::string_view text, std::size_t at) noexcept {
    auto const first = static_cast<std::uint8_t>(text[at]);
    if (first < 0x80) {
        return 1;
    }
    if (first < 0xC2 || first > 0xF4 || !continues(text, at + 1)) {
        return 0;
    }
    if (first < 0xE0) {
        return 2;
    }
    auto const second = static_cast<std::uint8_t>(text[at + 1]);
    if (!continues(text, at + 2)) {
        return 0;
    }
    if (first < 0xF0) {
        bool const overlong = first == 0xE0 && second < 0xA0;
        bool const surrogate = first == 0xED && second > 0x9F;
        return overlong || surrogate ? 0 : 3;
    }
    bool const overlong = first == 0xF0 && second < 0x90;
    bool const beyond_unicode = first == 0xF4 && second > 0x8F;
    return overlong || beyond_unicode || !continues(text, at + 3) ? 0 : 4;
}

}  // namespace

std::optional<std::size_t> count_code_points(std::string_view text) noexcept {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) {
        auto const length = length_at(text, at);
        if (length == 0) {
            return std::nullopt;
        }
        at += length;
    }
    return count;
}

std::string_view first_code_points(std::string_view text, std::size_t code_points) noexcept {
    std::size_t at = 0;
    for (std::size_t count = 0; at < text.size() && count < code_points; ++count) {
        auto const length = length_at(text, at);
        if (length == 0) {
            break;
        }
        at += length;
    }
    return text.substr(0, at);
}

}  // namespace base
