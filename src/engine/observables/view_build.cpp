// How a View is made: fold, then undo defanging, spaced-out letters and spelled-out digits.

#include "base/text_fold.h"
#include "base/utf8.h"
#include "engine/observables/refang.h"
#include "engine/observables/view.h"

#include <algorithm>
#include <array>
#include <optional>

namespace engine::observables {
namespace {

constexpr std::size_t kanji_digit_bytes = 3;

// The digit spelled at a place in kanji, or nothing. Asked at every character, hence a switch.
std::optional<char> kanji_digit(std::string_view text, std::size_t place) {
    if (is_ascii(text[place]) || place + kanji_digit_bytes > text.size()) {
        return std::nullopt;
    }
    switch (three_bytes(text, place)) {
        case three_bytes("〇", 0):
        case three_bytes("零", 0):
        case three_bytes("○", 0):
        case three_bytes("◯", 0):
            return '0';
        case three_bytes("一", 0):
            return '1';
        case three_bytes("二", 0):
            return '2';
        case three_bytes("三", 0):
            return '3';
        case three_bytes("四", 0):
            return '4';
        case three_bytes("五", 0):
            return '5';
        case three_bytes("六", 0):
            return '6';
        case three_bytes("七", 0):
            return '7';
        case three_bytes("八", 0):
            return '8';
        case three_bytes("九", 0):
            return '9';
        default:
            return std::nullopt;
    }
}

// Length of what may stand between groups of spelled digits: a dash, の, a dot, a blank.
std::size_t group_separator(std::string_view text, std::size_t place) {
    static constexpr std::array<std::string_view, 14> separators{"点", "-",  "‐",  "−", "–",  "—", "―",
                                                                 "─",  "ー", "の", ".", "・", " ", "、"};
    for (auto const separator : separators) {
        if (text.substr(place).starts_with(separator)) {
            return separator.size();
        }
    }
    return 0;
}

struct DigitRun {
    std::size_t end = 0;
    std::size_t digits = 0;
    std::size_t kanji = 0;
    std::size_t shortest = 0;  // digits of the shortest group
    std::size_t longest = 0;
    std::size_t groups = 0;
};

void close_group(DigitRun& run, std::size_t digits) {
    run.shortest = std::min(run.shortest, digits);
    run.longest = std::max(run.longest, digits);
    ++run.groups;
}

// A run of spelled-out digit groups from `place`; 〇九〇の一二三四の五六七八 is one.
DigitRun digit_run(std::string_view text, std::size_t place) {
    DigitRun run{place, 0, 0, 99, 0, 0};
    std::size_t group = 0;
    for (auto at = place; at < text.size() && run.digits < 24;) {
        if (is_digit(text[at])) {
            ++at;
        } else if (kanji_digit(text, at)) {
            at += kanji_digit_bytes;
            ++run.kanji;
        } else {
            auto const gap = group == 0 ? 0 : group_separator(text, at);
            if (gap == 0) {
                break;
            }
            close_group(run, group);
            group = 0;
            at += gap;
            continue;
        }
        ++group;
        ++run.digits;
        run.end = at;
    }
    if (group != 0) {
        close_group(run, group);
    }
    return run;
}

// 記号一〇一八〇: five digits that name an account of ゆうちょ銀行.
bool is_post_symbol(std::string_view text, std::size_t place) {
    static constexpr std::array<std::string_view, 4> labels{"記号", "記号は", "記号 ", "記号:"};
    return std::any_of(labels.begin(), labels.end(),
                       [&](std::string_view label) { return text.substr(0, place).ends_with(label); });
}

// Whether the run at `place` says a number that is meant to be dialled, paid to or the like.
bool is_number(std::string_view text, std::size_t place, DigitRun const& run) {
    // 二〇三・〇・一一三・四一 has short groups, but the four of an address.
    bool const address = run.groups == 4 && run.longest == 3 && run.digits >= 8;
    bool const symbol = run.kanji == 5 && run.digits == 5 && is_post_symbol(text, place);
    return symbol || (run.kanji >= 3 && run.digits >= 7 && (run.shortest >= 2 || address));
}

// Length of a dash of three bytes at a place, or 0.
std::size_t dash_between(std::string_view text, std::size_t place) {
    static constexpr std::array<std::string_view, 6> dashes{"‐", "−", "–", "―", "─", "ー"};
    for (auto const dash : dashes) {
        if (place < text.size() && text.substr(place).starts_with(dash)) {
            return dash.size();
        }
    }
    return 0;
}

// Single characters set apart by single blanks; how many bytes, or 0 when there are fewer than six.
std::size_t spaced_letters(std::string_view text, std::size_t place) {
    auto const solid = [&](std::size_t at) { return at < text.size() && text[at] > ' ' && text[at] < 0x7F; };
    auto const single = [&](std::size_t at) {
        auto const length = solid(at) ? std::size_t{1} : dash_between(text, at);
        return length != 0 && !solid(at + length) ? length : std::size_t{0};
    };
    auto end = place;
    std::size_t count = 0;
    for (auto length = single(place); length != 0;) {
        ++count;
        end += length;
        length = end + 1 < text.size() && text[end] == ' ' ? single(end + 1) : 0;
        end += length != 0 ? 1U : 0U;
    }
    return count >= 6 ? end - place : 0;
}

}  // namespace

// Copies folded text into a View piece by piece.
class Refanger {
  public:
    Refanger(View& view, std::string_view block)
        : view_(view), block_(block), folded_(base::width_fold(block)) {
        view_.text_.reserve(folded_.text.size());
        view_.starts_.reserve(folded_.text.size());
        view_.ends_.reserve(folded_.text.size());
    }
    void run() {
        std::string_view const text = folded_.text;
        for (std::size_t at = 0; at < text.size();) {
            at = step(text, at);
        }
    }

  private:
    std::size_t step(std::string_view text, std::size_t at) {
        auto const c = text[at];
        if (may_be_defanged(c)) {
            if (auto const found = refang_at(text, at)) {
                put(found->text, at, at + found->length);
                return at + found->length;
            }
        }
        bool const fresh = at == 0 || text[at - 1] == ' ' || !is_ascii(text[at - 1]) || text[at - 1] == '\n';
        if (fresh && c > ' ' && at + 1 < text.size() && text[at + 1] == ' ') {
            if (auto const length = spaced_letters(text, at); length != 0) {
                return close_up(text, at, at + length);
            }
        }
        if (at >= digits_checked_ &&
            (is_ascii(c) ? is_digit(c) && fresh : kanji_digit(text, at).has_value())) {
            auto const run = digit_run(text, at);
            digits_checked_ = run.end;
            if (is_number(text, at, run)) {
                return spell_out(text, at, run.end);
            }
        }
        if (auto const dash = lone_dash(text, at); dash != 0) {
            put("-", at, at + dash);
            return at + dash;
        }
        auto const length = is_ascii(c) ? std::size_t{1} : base::decode_utf8(text, at).length;
        for (std::size_t i = 0; i < length; ++i) {
            keep(at + i);
        }
        return at + length;
    }
    static bool may_be_defanged(char c) {
        static constexpr std::string_view triggers{" \n\rhHtT[({<@.\\\xE2\xE3"};
        return triggers.find(c) != std::string_view::npos;
    }
    // A dash of any kind right between letters or digits; ー too, for that is what the key gives in kana
    // mode.
    static std::size_t lone_dash(std::string_view text, std::size_t at) {
        if (text[at] != '\xE2' && text[at] != '\xE3') {
            return 0;
        }
        if (at == 0 || !is_alnum(text[at - 1]) || at + 3 >= text.size() || !is_alnum(text[at + 3])) {
            return 0;
        }
        auto const length = group_separator(text, at);
        auto const sign = text.substr(at, length);
        return length == 3 && sign != "の" && sign != "・" && sign != "、" && sign != "点" ? length : 0;
    }
    std::size_t close_up(std::string_view text, std::size_t begin, std::size_t end) {
        for (auto at = begin; at < end;) {
            auto const length = is_ascii(text[at]) ? std::size_t{1} : dash_between(text, at);
            put(length == 1 ? text.substr(at, 1) : "-", at, at + length);
            at += length + 1;
        }
        return end;
    }
    std::size_t spell_out(std::string_view text, std::size_t begin, std::size_t end) {
        for (auto at = begin; at < end;) {
            if (auto const digit = kanji_digit(text, at)) {
                put(std::string_view{&*digit, 1}, at, at + kanji_digit_bytes);
                at += kanji_digit_bytes;
            } else if (auto const gap = group_separator(text, at); gap > 1) {
                put(text.substr(at, gap) == "・" || text.substr(at, gap) == "点" ? "." : "-", at, at + gap);
                at += gap;
            } else {
                keep(at);
                ++at;
            }
        }
        return end;
    }
    void keep(std::size_t at) {
        auto const span = folded_.source(at, at + 1);
        add(folded_.text[at], span, false);
    }
    void put(std::string_view bytes, std::size_t begin, std::size_t end) {
        auto const span = folded_.source(begin, end);
        for (auto const c : bytes) {
            add(c, span, true);
        }
    }
    void add(char c, base::SourceSpan span, bool undone) {
        view_.text_.push_back(c);
        view_.starts_.push_back(static_cast<std::uint32_t>(span.start));
        view_.ends_.push_back(static_cast<std::uint32_t>(span.end));
        view_.undone_.push_back(undone);
        // Full-width forms are U+FF01 to U+FF5E; a spelled-out scheme counts by its first character.
        view_.wide_.push_back(is_ascii(c) && block_[span.start] == '\xEF');
    }

    View& view_;
    std::string_view block_;
    base::Folded folded_;
    std::size_t digits_checked_ = 0;
};

View::View(std::string_view block, std::size_t origin) : origin_(origin) {
    Refanger{*this, block}.run();
}

}  // namespace engine::observables
