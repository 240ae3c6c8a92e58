#include "formats/mail/charset.h"

#include "base/utf8.h"
#include "formats/mail/iso_2022_jp.h"
#include "formats/text/encoding.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

namespace formats::mail {

namespace {

struct CloseConverter {
    void operator()(UConverter* converter) const noexcept { ucnv_close(converter); }
};

enum class Family : std::uint8_t { none, ascii, utf8, iso_2022_jp, shift_jis, euc_jp, western, other };

struct Named {
    std::string_view name;
    Family family;
    char const* converter;
};

constexpr std::array named_sets = {
    Named{"us-ascii", Family::ascii, ""},
    Named{"ascii", Family::ascii, ""},
    Named{"ansi_x3.4-1968", Family::ascii, ""},
    Named{"iso-ir-6", Family::ascii, ""},
    Named{"default", Family::ascii, ""},
    Named{"utf-8", Family::utf8, ""},
    Named{"utf8", Family::utf8, ""},
    Named{"unicode-1-1-utf-8", Family::utf8, ""},
    Named{"cp65001", Family::utf8, ""},
    Named{"iso-2022-jp", Family::iso_2022_jp, ""},
    Named{"csiso2022jp", Family::iso_2022_jp, ""},
    Named{"iso-2022-jp-1", Family::iso_2022_jp, ""},
    Named{"iso-2022-jp-2", Family::iso_2022_jp, ""},
    Named{"iso-2022-jp-3", Family::iso_2022_jp, ""},
    Named{"iso-2022-jp-2004", Family::iso_2022_jp, ""},
    Named{"iso-2022-jp-ms", Family::iso_2022_jp, ""},
    Named{"cp50220", Family::iso_2022_jp, ""},
    Named{"cp50221", Family::iso_2022_jp, ""},
    Named{"cp50222", Family::iso_2022_jp, ""},
    Named{"jis", Family::iso_2022_jp, ""},
    Named{"jis7", Family::iso_2022_jp, ""},
    Named{"shift_jis", Family::shift_jis, ""},
    Named{"shift-jis", Family::shift_jis, ""},
    Named{"sjis", Family::shift_jis, ""},
    Named{"x-sjis", Family::shift_jis, ""},
    Named{"ms_kanji", Family::shift_jis, ""},
    Named{"csshiftjis", Family::shift_jis, ""},
    Named{"windows-31j", Family::shift_jis, ""},
    Named{"cswindows31j", Family::shift_jis, ""},
    Named{"cp932", Family::shift_jis, ""},
    Named{"ms932", Family::shift_jis, ""},
    Named{"windows-932", Family::shift_jis, ""},
    Named{"euc-jp", Family::euc_jp, ""},
    Named{"eucjp", Family::euc_jp, ""},
    Named{"x-euc-jp", Family::euc_jp, ""},
    Named{"x-euc", Family::euc_jp, ""},
    Named{"cp51932", Family::euc_jp, ""},
    Named{"eucjp-ms", Family::euc_jp, ""},
    Named{"euc-jp-ms", Family::euc_jp, ""},
    Named{"iso-8859-1", Family::western, "windows-1252"},
    Named{"latin1", Family::western, "windows-1252"},
    Named{"latin-1", Family::western, "windows-1252"},
    Named{"windows-1252", Family::western, "windows-1252"},
    Named{"cp1252", Family::western, "windows-1252"},
    Named{"iso-8859-15", Family::western, "iso-8859-15"},
    Named{"gb2312", Family::other, "gb18030"},
    Named{"gb_2312-80", Family::other, "gb18030"},
    Named{"gbk", Family::other, "gb18030"},
    Named{"ks_c_5601-1987", Family::other, "windows-949"},
    Named{"euc-kr", Family::other, "windows-949"},
    Named{"ks_c_5601", Family::other, "windows-949"},
    Named{"x-unknown", Family::none, ""},
    Named{"unknown-8bit", Family::none, ""},
    Named{"unknown", Family::none, ""},
};

// Lower case, without what people put around a name.
std::string tidy(std::string_view declared) {
    std::string name;
    for (char const c : declared.substr(0, 64)) {
        if (c >= 'A' && c <= 'Z') {
            name += static_cast<char>(c - 'A' + 'a');
        } else if (c != '"' && c != '\'' && c != ' ' && c != '\t' && c != ';') {
            name += c;
        }
    }
    return name;
}

struct Recognised {
    Family family = Family::none;
    std::string converter;
};

Recognised recognise(std::string const& name) {
    auto const known = std::ranges::find(named_sets, name, &Named::name);
    if (known != named_sets.end()) {
        return {known->family, known->converter};
    }
    // Only names of ICU's own list: ucnv_open would look for a file of any other name.
    UErrorCode status = U_ZERO_ERROR;
    bool const plain = !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':' ||
               c == '.';
    });
    if (plain && ucnv_countAliases(name.c_str(), &status) > 0 && U_SUCCESS(status)) {
        return {Family::other, name};
    }
    return {};
}

struct Converted {
    std::string text;
    bool exact = false;
};

std::optional<Converted> convert(std::string_view bytes, char const* name) {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<UConverter, CloseConverter> const from(ucnv_open(name, &status));
    if (U_FAILURE(status)) {
        return std::nullopt;
    }
    std::string text;
    bool exact = true;
    std::array<UChar, 2048> piece{};
    char const* source = bytes.data();
    char const* const end = bytes.data() + bytes.size();
    char16_t high = 0;
    do {
        UChar* target = piece.data();
        status = U_ZERO_ERROR;
        ucnv_toUnicode(from.get(), &target, piece.data() + piece.size(), &source, end, nullptr, 1, &status);
        if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR) {
            return std::nullopt;
        }
        for (UChar const* c = piece.data(); c != target; ++c) {
            if (*c >= 0xD800 && *c < 0xDC00) {
                high = *c;
                continue;
            }
            bool const low = *c >= 0xDC00 && *c < 0xE000 && high != 0;
            char32_t const value = low ? 0x10000U + ((high - 0xD800U) << 10U) + (*c - 0xDC00U) : *c;
            high = 0;
            bool const lost = value == 0xFFFD || value == 0x1A || value == 0;
            exact = exact && !lost;
            text += base::encode_utf8(lost ? 0xFFFD : value);
        }
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    return Converted{std::move(text), exact};
}

bool is_seven_bit(std::string_view bytes) noexcept {
    return std::ranges::all_of(bytes, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Well-formed UTF-8 with characters that hardly any other encoding has by chance.
bool is_surely_utf8(std::string_view bytes) noexcept {
    if (text::first_invalid_utf8(bytes)) {
        return false;
    }
    std::size_t multibyte = 0;
    for (char const c : bytes) {
        auto const byte = static_cast<unsigned char>(c);
        multibyte += byte >= 0xE0 ? 2U : byte >= 0xC2 ? 1U : 0U;
    }
    return multibyte >= 2;
}

DecodedText finished(std::string text, std::string_view charset, bool guessed, bool repaired) {
    bool const nul = text.find('\0') != std::string::npos;
    return {nul ? base::repaired_text(text) : std::move(text), std::string(charset), guessed,
            repaired || nul};
}

DecodedText guess(std::string_view bytes, bool guessed) {
    if (is_seven_bit(bytes) && !has_japanese_escapes(bytes)) {
        return finished(std::string(bytes), "us-ascii", guessed, false);
    }
    auto const encoding = text::guess_encoding(bytes);
    if (encoding == text::Encoding::iso_2022_jp) {
        auto decoded = decode_iso_2022_jp(bytes);
        return finished(std::move(decoded.text), "iso-2022-jp", guessed, decoded.repaired);
    }
    if (encoding != text::Encoding::unknown) {
        if (auto text = text::to_utf8(bytes, encoding)) {
            return finished(std::move(*text), text::encoding_name(encoding), guessed, false);
        }
    }
    if (text::first_invalid_utf8(bytes)) {
        if (auto western = convert(bytes, "windows-1252"); western && western->exact) {
            return finished(std::move(western->text), "windows-1252", true, false);
        }
    }
    return finished(base::repaired_text(bytes), "utf-8", true, true);
}

DecodedText decode_japanese(std::string_view bytes, Family family) {
    if (is_surely_utf8(bytes)) {
        return finished(std::string(bytes), "utf-8", true, false);
    }
    bool const shift_jis = family == Family::shift_jis;
    auto const encoding = shift_jis ? text::Encoding::shift_jis : text::Encoding::euc_jp;
    if (auto text = text::to_utf8(bytes, encoding)) {
        if (has_japanese_escapes(bytes)) {
            return guess(bytes, true);
        }
        return finished(std::move(*text), text::encoding_name(encoding), false, false);
    }
    if (text::guess_encoding(bytes) != text::Encoding::unknown) {
        return guess(bytes, true);
    }
    if (!shift_jis) {
        auto decoded = decode_euc_jp(bytes);
        return finished(std::move(decoded.text), "EUC-JP", false, decoded.repaired);
    }
    auto converted = convert(bytes, "ibm-943_P15A-2003");
    return converted ? finished(std::move(converted->text), "Shift_JIS", false, !converted->exact)
                     : guess(bytes, true);
}

}  // namespace

DecodedText decode_charset(std::string_view bytes, std::string_view declared) {
    auto const [family, converter] = recognise(tidy(declared));
    switch (family) {
        case Family::none:
            return guess(bytes, !declared.empty());
        case Family::ascii:
            return guess(bytes, !is_seven_bit(bytes) || has_japanese_escapes(bytes));
        case Family::utf8:
            if (!text::first_invalid_utf8(bytes)) {
                bytes.remove_prefix(bytes.starts_with(text::utf8_mark) ? text::utf8_mark.size() : 0);
                return finished(std::string(bytes), "utf-8", false, false);
            }
            // A few broken characters in a long UTF-8 text are broken characters, not another encoding.
            if (auto const other = text::guess_encoding(bytes); other != text::Encoding::unknown) {
                return guess(bytes, true);
            }
            return finished(base::repaired_text(bytes), "utf-8", false, true);
        case Family::iso_2022_jp: {
            if (!is_seven_bit(bytes) && !has_japanese_escapes(bytes)) {
                return guess(bytes, true);
            }
            auto decoded = decode_iso_2022_jp(bytes);
            return finished(std::move(decoded.text), "iso-2022-jp", false, decoded.repaired);
        }
        case Family::shift_jis:
        case Family::euc_jp:
            return decode_japanese(bytes, family);
        case Family::western: {
            bool const three_bytes =
                std::ranges::any_of(bytes, [](char c) { return static_cast<unsigned char>(c) >= 0xE3; });
            if ((three_bytes && is_surely_utf8(bytes)) || has_japanese_escapes(bytes)) {
                return guess(bytes, true);
            }
            break;
        }
        case Family::other:
            break;
    }
    auto converted = convert(bytes, converter.c_str());
    return converted ? finished(std::move(converted->text), tidy(declared), false, !converted->exact)
                     : guess(bytes, true);
}

}  // namespace formats::mail
