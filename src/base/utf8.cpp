#include "base/utf8.h"

#include <cstdint>

namespace base {
namespace {

std::uint8_t byte_at(std::string_view text, std::size_t at) noexcept {
    return static_cast<std::uint8_t>(text[at]);
}

struct Lead {
    std::size_t length;
    char32_t bits;
    char32_t smallest;  // anything below is an overlong form
};

Lead read_lead(std::uint8_t lead) noexcept {
    if ((lead & 0xE0U) == 0xC0U) {
        return {2, lead & 0x1FU, 0x80};
    }
    if ((lead & 0xF0U) == 0xE0U) {
        return {3, lead & 0x0FU, 0x800};
    }
    if ((lead & 0xF8U) == 0xF0U) {
        return {4, lead & 0x07U, 0x10000};
    }
    return {0, 0, 0};
}

}  // namespace

CodePoint decode_utf8(std::string_view text, std::size_t at) noexcept {
    auto const first = byte_at(text, at);
    if (first < 0x80) {
        return {first, 1, true};
    }
    auto const lead = read_lead(first);
    if (lead.length == 0 || text.size() - at < lead.length) {
        return {};
    }
    auto value = lead.bits;
    for (std::size_t i = 1; i < lead.length; ++i) {
        auto const next = byte_at(text, at + i);
        if ((next & 0xC0U) != 0x80U) {
            return {};
        }
        value = (value << 6U) | (next & 0x3FU);
    }
    bool const surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < lead.smallest || surrogate || value > 0x10FFFF) {
        return {};
    }
    return {value, lead.length, true};
}

std::string encode_utf8(char32_t value) {
    if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
        value = 0xFFFD;
    }
    auto const tail = [value](unsigned shift) {
        return static_cast<char>(0x80U | ((value >> shift) & 0x3FU));
    };
    if (value < 0x80) {
        return {static_cast<char>(value)};
    }
    if (value < 0x800) {
        return {static_cast<char>(0xC0U | (value >> 6U)), tail(0)};
    }
    if (value < 0x10000) {
        return {static_cast<char>(0xE0U | (value >> 12U)), tail(6), tail(0)};
    }
    return {static_cast<char>(0xF0U | (value >> 18U)), tail(12), tail(6), tail(0)};
}

bool is_storable_text(std::string_view text) noexcept {
    for (std::size_t at = 0; at < text.size();) {
        auto const point = decode_utf8(text, at);
        if (!point.valid || point.value == 0) {
            return false;
        }
        at += point.length;
    }
    return true;
}

std::string repaired_text(std::string_view text) {
    std::string repaired;
    repaired.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        auto const point = decode_utf8(text, at);
        if (point.valid && point.value != 0) {
            repaired.append(text.substr(at, point.length));
        } else {
            repaired.append(encode_utf8(0xFFFD));
        }
        at += point.length;
    }
    return repaired;
}

bool is_character_boundary(std::string_view text, std::size_t at) noexcept {
    return at == text.size() || (at < text.size() && (byte_at(text, at) & 0xC0U) != 0x80U);
}

std::optional<std::size_t> count_code_points(std::string_view text) noexcept {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) {
        auto const point = decode_utf8(text, at);
        if (!point.valid) {
            return std::nullopt;
        }
        at += point.length;
    }
    return count;
}

std::string_view first_code_points(std::string_view text, std::size_t code_points) noexcept {
    std::size_t at = 0;
    for (std::size_t count = 0; at < text.size() && count < code_points; ++count) {
        auto const point = decode_utf8(text, at);
        if (!point.valid) {
            break;
        }
        at += point.length;
    }
    return text.substr(0, at);
}

}  // namespace base
