#include "engine/matching/fold.h"

#include "base/problem.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace engine::matching {

namespace {

icu::Normalizer2 const& normalizer() {
    UErrorCode status = U_ZERO_ERROR;
    icu::Normalizer2 const* const found = icu::Normalizer2::getNFKCCasefoldInstance(status);
    BASE_ASSERT(U_SUCCESS(status) != 0);
    return *found;
}

// ァ–ヶ stand 0x60 above ぁ–ゖ.
UChar32 as_hiragana(UChar32 c) {
    return c >= 0x30A1 && c <= 0x30F6 ? c - 0x60 : c;
}

void append(FoldedText& out, icu::UnicodeString const& piece, std::uint32_t start, std::uint32_t end) {
    icu::UnicodeString const folded = [&] {
        UErrorCode status = U_ZERO_ERROR;
        icu::UnicodeString result = normalizer().normalize(piece, status);
        return U_SUCCESS(status) != 0 ? result : piece;
    }();
    for (std::int32_t i = 0; i < folded.length();) {
        UChar32 const c = folded.char32At(i);
        i += U16_LENGTH(c);
        if (u_isUWhiteSpace(c) != 0) {
            continue;
        }
        icu::UnicodeString(as_hiragana(c)).toUTF8String(out.text);
        out.starts.resize(out.text.size(), start);
        out.ends.resize(out.text.size(), end);
    }
}

}  // namespace

FoldedText fold(std::string_view text) {
    FoldedText out;
    out.text.reserve(text.size());
    auto const* const bytes = reinterpret_cast<std::uint8_t const*>(text.data());
    auto const length = static_cast<std::int32_t>(text.size());
    icu::UnicodeString piece;
    std::int32_t piece_start = 0;
    for (std::int32_t i = 0; i < length;) {
        std::int32_t const start = i;
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(bytes, i, length, c);
        if (!piece.isEmpty() && (normalizer().hasBoundaryBefore(c) != 0 || piece.length() > 32)) {
            append(out, piece, static_cast<std::uint32_t>(piece_start), static_cast<std::uint32_t>(start));
            piece.remove();
            piece_start = start;
        }
        piece.append(c);
    }
    if (!piece.isEmpty()) {
        append(out, piece, static_cast<std::uint32_t>(piece_start), static_cast<std::uint32_t>(length));
    }
    return out;
}

}  // namespace engine::matching
