#include "formats/common_forms/labels.h"

#include "base/text_fold.h"
#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <utility>

namespace formats::common_forms {

namespace {

constexpr std::size_t longest_label = 300;  // bytes
constexpr std::size_t most_choices = 200;
constexpr std::string_view wide_space = "\u3000";

bool is_number_or_mark(char32_t c) noexcept {
    bool const circled = (c >= 0x2460 && c <= 0x24FF) || (c >= 0x2776 && c <= 0x2793);
    constexpr std::u32string_view marks = U"0123456789().-・■□●○◆◇▼▽▲△※*【「[《<#_〇◎";
    return circled || marks.find(c) != std::u32string_view::npos;
}

enum class Mark { none, chosen, open, ring };

Mark mark_of(char32_t c) noexcept {
    constexpr std::u32string_view chosen = U"☑☒✔✓✅■●◉◆⦿🗹";
    constexpr std::u32string_view open = U"□☐▢◻⬜◇";
    constexpr std::u32string_view rings = U"○◯〇⚪";
    if (chosen.find(c) != std::u32string_view::npos) {
        return Mark::chosen;
    }
    if (open.find(c) != std::u32string_view::npos) {
        return Mark::open;
    }
    return rings.find(c) != std::u32string_view::npos ? Mark::ring : Mark::none;
}

struct Marked {
    Mark mark = Mark::none;
    std::string label;
};

// 「レ」 is a mark only where it stands apart: before a space, or alone.
bool is_check_kana(std::string_view text, std::size_t at, std::size_t length) {
    auto const before =
        at == 0 || text[at - 1] == ' ' || text[at - 1] == '\n' ||
        (at >= wide_space.size() && text.substr(at - wide_space.size()).starts_with(wide_space));
    auto const rest = text.substr(at + length);
    return before && (rest.empty() || rest.starts_with(' ') || rest.starts_with(wide_space));
}

std::vector<Marked> marked_pieces(std::string_view text) {
    std::vector<Marked> pieces;
    for (std::size_t at = 0; at < text.size();) {
        auto const point = base::decode_utf8(text, at);
        auto mark = mark_of(point.value);
        if (point.value == U'レ' && is_check_kana(text, at, point.length)) {
            mark = Mark::chosen;
        }
        if (mark != Mark::none && pieces.size() < most_choices) {
            pieces.push_back({mark, {}});
        } else if (!pieces.empty()) {
            pieces.back().label += text.substr(at, point.length);
        }
        at += point.length;
    }
    return pieces;
}

}  // namespace

std::string_view trimmed(std::string_view text) noexcept {
    while (true) {
        if (text.starts_with(' ') || text.starts_with('\t') || text.starts_with('\n') ||
            text.starts_with('\r')) {
            text.remove_prefix(1);
        } else if (text.starts_with(wide_space)) {
            text.remove_prefix(wide_space.size());
        } else {
            break;
        }
    }
    while (true) {
        if (text.ends_with(' ') || text.ends_with('\t') || text.ends_with('\n') || text.ends_with('\r')) {
            text.remove_suffix(1);
        } else if (text.ends_with(wide_space)) {
            text.remove_suffix(wide_space.size());
        } else {
            break;
        }
    }
    return text;
}

std::string label_key(std::string_view written) {
    auto const text = trimmed(written.substr(0, longest_label));
    std::size_t begin = 0;
    while (begin < text.size()) {
        auto const point = base::decode_utf8(text, begin);
        bool const full_digit = point.value >= 0xFF08 && point.value <= 0xFF19;  // （）…０１２
        bool const space = point.value == ' ' || point.value == 0x3000;
        if (!is_number_or_mark(point.value) && !full_digit && !space) {
            break;
        }
        begin += point.length;
    }
    auto key = base::match_fold(text.substr(begin)).text;
    for (std::string_view const closing : {"(", "※", "*", "[", "〔"}) {
        if (auto const at = key.find(closing); at != std::string::npos && at > 0) {
            key.resize(at);
        }
    }
    for (bool cut = true; cut;) {
        cut = false;
        for (std::string_view const end :
             {":", "】", "」", "]", "》", ">", "必須", "任意", "、", "。", "?", "・"}) {
            if (key.size() > end.size() && key.ends_with(end)) {
                key.resize(key.size() - end.size());
                cut = true;
            }
        }
    }
    return key;
}

LabelIndex::LabelIndex(FormRule const& form) {
    for (std::size_t i = 0; i < form.fields.size(); ++i) {
        for (auto const& label : form.fields[i].labels) {
            by_key_.emplace(label_key(label), i);
        }
    }
}

std::optional<std::size_t> LabelIndex::find(std::string_view written) const {
    if (written.size() > longest_label) {
        return std::nullopt;
    }
    auto const found = by_key_.find(label_key(written));
    return found == by_key_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<Choice> read_choices(std::string_view written) {
    auto const pieces = marked_pieces(written);
    bool const others =
        std::ranges::any_of(pieces, [](Marked const& piece) { return piece.mark != Mark::ring; });
    std::vector<Choice> choices;
    for (auto const& piece : pieces) {
        auto const label = trimmed(piece.label);
        bool const chosen =
            piece.mark == Mark::chosen || (piece.mark == Mark::ring && !others && pieces.size() == 1);
        if (!label.empty()) {
            choices.push_back({std::string(label), chosen});
        }
    }
    return choices;
}

std::optional<bool> lone_mark(std::string_view written) {
    auto const text = trimmed(written);
    auto const point = text.empty() ? base::CodePoint{} : base::decode_utf8(text, 0);
    if (text.empty() || point.length != text.size()) {
        return std::nullopt;
    }
    auto const mark = point.value == U'レ' ? Mark::chosen : mark_of(point.value);
    switch (mark) {
        case Mark::chosen:
        case Mark::ring:
            return true;
        case Mark::open:
            return false;
        case Mark::none:
            return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace formats::common_forms
