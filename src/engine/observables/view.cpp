#include "engine/observables/view.h"

#include "base/utf8.h"

#include <algorithm>
#include <array>

namespace engine::observables {

bool View::wide(std::size_t place) const noexcept {
    return place < wide_.size() && wide_[place];
}

bool View::defanged(std::size_t begin, std::size_t end) const noexcept {
    return std::find(undone_.begin() + static_cast<std::ptrdiff_t>(begin),
                     undone_.begin() + static_cast<std::ptrdiff_t>(end),
                     true) != undone_.begin() + static_cast<std::ptrdiff_t>(end);
}

base::SourceSpan View::source(std::size_t begin, std::size_t end) const noexcept {
    if (begin >= end || end > text_.size()) {
        return {origin_, origin_};
    }
    return {origin_ + starts_[begin], origin_ + ends_[end - 1]};
}

std::string lowered(std::string_view text) {
    std::string result{text};
    std::transform(result.begin(), result.end(), result.begin(), to_lower);
    return result;
}

std::size_t dash_length(View const& view, std::size_t place) noexcept {
    if (view.at(place) == '-') {
        return 1;
    }
    static constexpr std::array<std::string_view, 10> dashes{"‐", "‑", "‒", "–", "—",
                                                             "―", "⁃", "−", "─", "ー"};
    for (auto const dash : dashes) {
        if (view.starts_with(place, dash)) {
            return dash.size();
        }
    }
    return 0;
}

std::size_t character_length(View const& view, std::size_t place) noexcept {
    return place < view.size() ? base::decode_utf8(view.text(), place).length : 0;
}

std::size_t length_of_previous(View const& view, std::size_t place) noexcept {
    if (place == 0 || place > view.size()) {
        return 0;
    }
    std::size_t length = 1;
    while (length < 4 && length < place &&
           (static_cast<unsigned char>(view.at(place - length)) & 0xC0U) == 0x80U) {
        ++length;
    }
    return length;
}

Script script_at(View const& view, std::size_t place) noexcept {
    if (place >= view.size()) {
        return Script::none;
    }
    auto const c = base::decode_utf8(view.text(), place).value;
    if (c < 0x80) {
        return Script::ascii;
    }
    if (c >= 0x3041 && c <= 0x309F) {
        return Script::hiragana;
    }
    if ((c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC || c == 0x30FD || c == 0x30FE) {
        return Script::katakana;
    }
    bool const kanji = (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) ||
                       (c >= 0xF900 && c <= 0xFAFF) || c >= 0x20000 || c == 0x3005 || c == 0x3006 ||
                       c == 0x3007;
    return kanji ? Script::kanji : Script::other;
}

}  // namespace engine::observables
