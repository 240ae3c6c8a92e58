#include "base/text_fold.h"

#include "base/problem.h"
#include "base/utf8.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace base {
namespace {

// Unicode's Stream-Safe Text Format allows 30 marks; more are folded piecewise so that time stays linear.
constexpr std::size_t max_segment_characters = 32;

constexpr std::array<std::pair<char32_t, char32_t>, 34> name_variants{{
    {U'髙', U'高'}, {U'﨑', U'崎'}, {U'濵', U'浜'}, {U'濱', U'浜'}, {U'邊', U'辺'}, {U'邉', U'辺'},
    {U'齊', U'斉'}, {U'齋', U'斎'}, {U'德', U'徳'}, {U'廣', U'広'}, {U'澤', U'沢'}, {U'櫻', U'桜'},
    {U'眞', U'真'}, {U'國', U'国'}, {U'嶋', U'島'}, {U'嶌', U'島'}, {U'冨', U'富'}, {U'惠', U'恵'},
    {U'瀨', U'瀬'}, {U'渕', U'淵'}, {U'龍', U'竜'}, {U'槇', U'槙'}, {U'𠮷', U'吉'}, {U'曾', U'曽'},
    {U'萬', U'万'}, {U'與', U'与'}, {U'應', U'応'}, {U'桒', U'桑'}, {U'栁', U'柳'}, {U'舘', U'館'},
    {U'壽', U'寿'}, {U'圓', U'円'}, {U'條', U'条'}, {U'塚', U'塚'},
}};

bool is_dash(char32_t c) {
    return c == U'-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2043 || c == 0x2212 || c == 0x2500 ||
           c == 0x30FC;
}

bool is_zero_width(char32_t c) {
    return c == 0x00AD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF ||
           (c >= 0xFE00 && c <= 0xFE0F);
}

// Compatibility characters that would turn into letters or digits of their neighbours.
bool keeps_its_form(char32_t c) {
    return c == 0x2026 || c == 0x2025 || c == 0x00B2 || c == 0x00B3 || c == 0x00B9 ||
           (c >= 0x00BC && c <= 0x00BE) || (c >= 0x2070 && c <= 0x209F) ||
           (c >= 0x2100 && c <= 0x218F && c != 0x212A && c != 0x212B) || (c >= 0x2460 && c <= 0x24FF) ||
           (c >= 0x3200 && c <= 0x33FF) || (c >= 0x1F100 && c <= 0x1F1FF);
}

enum class Kind : std::uint8_t { width, search, match };

// One character after normalisation; nothing when the fold drops it.
std::string map_character(Kind kind, char32_t c) {
    if (is_zero_width(c)) {
        return {};
    }
    if (kind == Kind::width) {
        return encode_utf8(c);
    }
    if (is_dash(c)) {
        return "-";
    }
    for (auto const& [variant, plain] : name_variants) {
        if (c == variant) {
            return encode_utf8(plain);
        }
    }
    if (kind == Kind::match) {
        if (u_isUWhiteSpace(static_cast<UChar32>(c)) != 0) {
            return {};
        }
        bool const katakana = (c >= 0x30A1 && c <= 0x30F6) || c == 0x30FD || c == 0x30FE;
        return encode_utf8(katakana ? c - 0x60 : c);
    }
    return encode_utf8(c);
}

icu::Normalizer2 const& normalizer(Kind kind) {
    UErrorCode status = U_ZERO_ERROR;
    auto const* const found = kind == Kind::width ? icu::Normalizer2::getNFKCInstance(status)
                                                  : icu::Normalizer2::getNFKCCasefoldInstance(status);
    BASE_ASSERT(U_SUCCESS(status) != 0 && found != nullptr);
    return *found;
}

std::string fold_segment(Kind kind, std::u32string_view segment) {
    std::string folded;
    if (kind == Kind::width && segment.size() == 1 && keeps_its_form(segment[0])) {
        return encode_utf8(segment[0]);
    }
    icu::UnicodeString source;
    for (auto const c : segment) {
        source.append(static_cast<UChar32>(c));
    }
    UErrorCode status = U_ZERO_ERROR;
    auto const normal = normalizer(kind).normalize(source, status);
    BASE_ASSERT(U_SUCCESS(status) != 0);
    for (int32_t i = 0; i < normal.length();) {
        auto const c = normal.char32At(i);
        folded += map_character(kind, static_cast<char32_t>(c));
        i += U16_LENGTH(c);
    }
    return folded;
}

// What each character of the basic plane becomes when it stands alone: the fast path.
class Table {
  public:
    static constexpr char16_t dropped = 0xFFFE;
    static constexpr char16_t slow = 0xFFFF;

    explicit Table(Kind kind) : kind_(kind), single_(0x10000), joins_(0x10000) {
        auto const& rules = normalizer(kind);
        for (char32_t c = 0; c < 0x10000; ++c) {
            if (c >= 0xD800 && c <= 0xDFFF) {
                single_[c] = slow;
                continue;
            }
            joins_[c] = rules.hasBoundaryBefore(static_cast<UChar32>(c)) == 0;
            single_[c] = alone(c);
        }
    }
    [[nodiscard]] char16_t single(char32_t c) const { return c < 0x10000 ? single_[c] : slow; }
    // True when `c` combines with what stands before it.
    [[nodiscard]] bool joins(char32_t c) const {
        return c < 0x10000 ? joins_[c] : normalizer(kind_).hasBoundaryBefore(static_cast<UChar32>(c)) == 0;
    }

  private:
    [[nodiscard]] char16_t alone(char32_t c) const {
        auto const folded = fold_segment(kind_, std::u32string_view{&c, 1});
        if (folded.empty()) {
            return dropped;
        }
        auto const first = decode_utf8(folded, 0);
        bool const one = first.length == folded.size() && first.value < dropped;
        return one ? static_cast<char16_t>(first.value) : slow;
    }

    Kind kind_;
    std::vector<char16_t> single_;
    std::vector<bool> joins_;
};

Table const& table(Kind kind) {
    static Table const width{Kind::width};
    static Table const search{Kind::search};
    static Table const match{Kind::match};
    return kind == Kind::width ? width : kind == Kind::search ? search : match;
}

class Folder {
  public:
    Folder(Kind kind, std::string_view text) : kind_(kind), table_(table(kind)), text_(text) {
        BASE_ASSERT(text.size() < 0xFFFFFFFFU);
        folded_.text.reserve(text.size());
        folded_.offsets.reserve(text.size() + 1);
    }
    Folded run() && {
        for (std::size_t at = 0; at < text_.size();) {
            at = step(at);
        }
        folded_.offsets.push_back(static_cast<std::uint32_t>(text_.size()));
        return std::move(folded_);
    }

  private:
    std::size_t step(std::size_t at) {
        auto const point = decode_utf8(text_, at);
        auto const next = at + point.length;
        bool const alone = next == text_.size() || static_cast<unsigned char>(text_[next]) < 0x80 ||
                           !table_.joins(decode_utf8(text_, next).value);
        auto const single = table_.single(point.value);
        if (alone && single != Table::slow) {
            if (single < 0x80) {
                folded_.text.push_back(static_cast<char>(single));
                folded_.offsets.push_back(static_cast<std::uint32_t>(at));
            } else if (single != Table::dropped) {
                emit(encode_utf8(single), at);
            }
            return next;
        }
        return segment(at);
    }
    std::size_t segment(std::size_t at) {
        std::u32string characters;
        auto end = at;
        while (end < text_.size() && characters.size() < max_segment_characters) {
            auto const point = decode_utf8(text_, end);
            if (end > at && !table_.joins(point.value)) {
                break;
            }
            characters.push_back(point.value);
            end += point.length;
        }
        emit(fold_segment(kind_, characters), at);
        return end;
    }
    void emit(std::string_view bytes, std::size_t source) {
        folded_.text.append(bytes);
        folded_.offsets.insert(folded_.offsets.end(), bytes.size(), static_cast<std::uint32_t>(source));
    }

    Kind kind_;
    Table const& table_;
    std::string_view text_;
    Folded folded_;
};

}  // namespace

SourceSpan Folded::source(std::size_t begin, std::size_t end) const {
    BASE_ASSERT(begin <= end && end < offsets.size());
    if (begin == end) {
        return {offsets[begin], offsets[begin]};
    }
    auto const last = offsets[end - 1];
    auto const after = std::find_if(offsets.begin() + static_cast<std::ptrdiff_t>(end), offsets.end(),
                                    [last](std::uint32_t offset) { return offset != last; });
    return {offsets[begin], after == offsets.end() ? last : *after};
}

Folded width_fold(std::string_view text) {
    return Folder{Kind::width, text}.run();
}
Folded search_fold(std::string_view text) {
    return Folder{Kind::search, text}.run();
}
Folded match_fold(std::string_view text) {
    return Folder{Kind::match, text}.run();
}

}  // namespace base
