#include "formats/text/encoding.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>

namespace formats::text {

namespace {

constexpr std::size_t looked_at = 64 * 1024;

bool is_continuation(char c) noexcept {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// Length of the well-formed character at `at`, 0 where there is none.
std::size_t character_length(std::string_view bytes, std::size_t at) noexcept {
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    auto const left = bytes.size() - at;
    unsigned const lead = byte(at);
    if (lead < 0x80U) {
        return 1;
    }
    std::size_t const length = lead >= 0xF0U ? 4 : lead >= 0xE0U ? 3 : 2;
    if (lead < 0xC2U || lead > 0xF4U || left < length) {
        return 0;
    }
    for (std::size_t i = 1; i < length; ++i) {
        if (!is_continuation(bytes[at + i])) {
            return 0;
        }
    }
    unsigned const second = byte(at + 1);
    bool const overlong = (lead == 0xE0U && second < 0xA0U) || (lead == 0xF0U && second < 0x90U);
    bool const out_of_range = (lead == 0xEDU && second > 0x9FU) || (lead == 0xF4U && second > 0x8FU);
    return overlong || out_of_range ? 0 : length;
}

char const* converter_name(Encoding encoding) noexcept {
    switch (encoding) {
        case Encoding::utf8:
            return "UTF-8";
        case Encoding::utf16_le:
            return "UTF-16LE";
        case Encoding::utf16_be:
            return "UTF-16BE";
        case Encoding::utf32_le:
            return "UTF-32LE";
        case Encoding::utf32_be:
            return "UTF-32BE";
        case Encoding::shift_jis:
            return "ibm-943_P15A-2003";  // Windows-31J, which is what files called Shift_JIS hold
        case Encoding::euc_jp:
            return "EUC-JP";
        case Encoding::iso_2022_jp:
            return "ISO-2022-JP";
        case Encoding::unknown:
            return nullptr;
    }
    return nullptr;
}

struct CloseConverter {
    void operator()(UConverter* converter) const noexcept { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

std::optional<std::string> decode(std::string_view bytes, char const* name) {
    UErrorCode status = U_ZERO_ERROR;
    Converter const from(ucnv_open(name, &status));
    Converter const to(ucnv_open("UTF-8", &status));
    if (U_FAILURE(status)) {
        return std::nullopt;
    }
    ucnv_setToUCallBack(from.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    std::string out;
    std::array<char, 4096> piece{};
    std::array<UChar, 2048> pivot{};
    UChar* pivot_source = pivot.data();
    UChar* pivot_target = pivot.data();
    char const* source = bytes.data();
    char const* const source_end = bytes.data() + bytes.size();
    bool reset = true;
    do {
        char* target = piece.data();
        status = U_ZERO_ERROR;
        ucnv_convertEx(to.get(), from.get(), &target, piece.data() + piece.size(), &source, source_end,
                       pivot.data(), &pivot_source, &pivot_target, pivot.data() + pivot.size(), reset ? 1 : 0,
                       1, &status);
        reset = false;
        out.append(piece.data(), static_cast<std::size_t>(target - piece.data()));
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    if (U_FAILURE(status)) {
        return std::nullopt;
    }
    return out;
}

// How many characters of Japanese writing a decoded text has, in percent of what is not ASCII; half-width
// kana, which nearly every byte string "is" in Shift_JIS, do not count.
int japanese_percent(std::string_view utf8) {
    std::size_t japanese = 0;
    std::size_t others = 0;
    for (std::size_t at = 0; at < utf8.size();) {
        auto const length = std::max<std::size_t>(character_length(utf8, at), 1);
        if (length == 3) {
            auto const lead = static_cast<unsigned char>(utf8[at]);
            auto const second = static_cast<unsigned char>(utf8[at + 1]);
            bool const kana_or_marks = lead == 0xE3U;
            bool const kanji = lead >= 0xE4U && lead <= 0xE9U;
            bool const full_width = lead == 0xEFU && (second == 0xBCU || second == 0xBDU) &&
                                    !(second == 0xBDU && static_cast<unsigned char>(utf8[at + 2]) >= 0xA1U);
            (kana_or_marks || kanji || full_width ? japanese : others) += 1;
        } else if (length > 1) {
            ++others;
        }
        at += length;
    }
    return japanese + others == 0 ? 0 : static_cast<int>(100 * japanese / (japanese + others));
}

// UTF-16 and UTF-32 without a mark: text of ASCII letters has its zero bytes always on the same side.
Encoding guess_wide(std::string_view bytes) noexcept {
    std::size_t even = 0;
    std::size_t odd = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == '\0') {
            (i % 2 == 0 ? even : odd) += 1;
        }
    }
    if (even + odd < std::max<std::size_t>(bytes.size() / 20, 1)) {
        return Encoding::unknown;
    }
    if (odd > 4 * even) {
        return Encoding::utf16_le;
    }
    return even > 4 * odd ? Encoding::utf16_be : Encoding::unknown;
}

std::optional<Encoding> mark(std::string_view bytes) noexcept {
    using namespace std::string_view_literals;
    struct Mark {
        std::string_view bytes;
        Encoding encoding;
    };
    constexpr std::array marks = {
        Mark{"\xEF\xBB\xBF"sv, Encoding::utf8},     Mark{"\xFF\xFE\0\0"sv, Encoding::utf32_le},
        Mark{"\0\0\xFE\xFF"sv, Encoding::utf32_be}, Mark{"\xFF\xFE"sv, Encoding::utf16_le},
        Mark{"\xFE\xFF"sv, Encoding::utf16_be},
    };
    for (auto const& each : marks) {
        if (bytes.starts_with(each.bytes)) {
            return each.encoding;
        }
    }
    return std::nullopt;
}

// `bytes` cut after the last line end, so that no character is cut in two; all of it where it has none.
std::string_view whole_lines(std::string_view bytes) noexcept {
    if (bytes.size() <= looked_at) {
        return bytes;
    }
    auto const part = bytes.substr(0, looked_at);
    auto const end = part.rfind('\n');
    return end == std::string_view::npos ? part : part.substr(0, end);
}

}  // namespace

std::string_view encoding_name(Encoding encoding) noexcept {
    if (encoding == Encoding::shift_jis) {
        return "Shift_JIS";
    }
    auto const* const name = converter_name(encoding);
    return name == nullptr ? std::string_view() : std::string_view(name);
}

bool is_wide(Encoding encoding) noexcept {
    return encoding == Encoding::utf16_le || encoding == Encoding::utf16_be ||
           encoding == Encoding::utf32_le || encoding == Encoding::utf32_be;
}

std::optional<std::size_t> first_invalid_utf8(std::string_view bytes) noexcept {
    std::size_t at = 0;
    while (at < bytes.size()) {
        std::uint64_t eight = 0;
        if (bytes.size() - at >= sizeof eight) {
            std::memcpy(&eight, bytes.data() + at, sizeof eight);
            if ((eight & 0x8080808080808080ULL) == 0) {
                at += sizeof eight;
                continue;
            }
        }
        auto const length = character_length(bytes, at);
        if (length == 0) {
            return at;
        }
        at += length;
    }
    return std::nullopt;
}

Encoding guess_encoding(std::string_view beginning) {
    if (auto const marked = mark(beginning)) {
        return *marked;
    }
    auto const bytes = whole_lines(beginning);
    if (bytes.find('\0') != std::string_view::npos) {
        return guess_wide(bytes);
    }
    if (bytes.find("\x1B$") != std::string_view::npos || bytes.find("\x1B(J") != std::string_view::npos) {
        return Encoding::iso_2022_jp;
    }
    auto const wrong = first_invalid_utf8(bytes);
    if (!wrong || (*wrong + 3 >= bytes.size() && bytes.size() < beginning.size())) {
        return Encoding::utf8;
    }
    auto best = Encoding::unknown;
    int best_percent = 79;  // less than four fifths Japanese is not believed
    for (auto const candidate : {Encoding::shift_jis, Encoding::euc_jp}) {
        auto const decoded = decode(bytes, converter_name(candidate));
        auto const percent = decoded ? japanese_percent(*decoded) : 0;
        if (percent > best_percent) {
            best_percent = percent;
            best = candidate;
        }
    }
    return best;
}

std::optional<std::string> to_utf8(std::string_view bytes, Encoding encoding) {
    auto const* const name = converter_name(encoding);
    if (name == nullptr) {
        return std::nullopt;
    }
    if (auto const marked = mark(bytes); marked && *marked == encoding) {
        bool const wide = encoding == Encoding::utf32_le || encoding == Encoding::utf32_be;
        bytes.remove_prefix(encoding == Encoding::utf8 ? 3 : wide ? 4 : 2);
    }
    if (encoding == Encoding::utf8) {
        return first_invalid_utf8(bytes) ? std::nullopt : std::optional<std::string>(bytes);
    }
    return decode(bytes, name);
}

}  // namespace formats::text
