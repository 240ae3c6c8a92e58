// Codes of gift cards and electronic money.

#include "engine/observables/labelled.h"
#include "engine/observables/scan.h"

#include <algorithm>
#include <array>

namespace engine::observables {
namespace {

void claim_code(Scan& scan, Token const& token) {
    scan.claim(
        {Type::gift_code, std::string{scan.view.slice(token.begin, token.end)}, token.begin, token.end});
}

// Three groups or more of four to six capitals and digits: no other thing in a report looks so.
bool is_plainly_gift(std::string_view text) {
    std::size_t group = 0;
    std::size_t groups = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && (is_upper(text[i]) || is_digit(text[i]))) {
            ++group;
            continue;
        }
        bool const tie = i == text.size() || text[i] == '-' || text[i] == ' ';
        if (!tie || group < 4 || group > 6) {
            return false;
        }
        ++groups;
        group = 0;
    }
    return groups >= 3 && groups <= 5 && has_digit(text) && (has_letter(text) || groups == 4);
}

// A first group of at least three, and no long ones of digits only: 250-1234567-1234567 is an order.
bool is_gift_grouping(std::string_view text) {
    std::size_t first = 0;
    std::size_t shortest = text.size();
    std::size_t longest = 0;
    std::size_t group = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && is_alnum(text[i])) {
            ++group;
            continue;
        }
        first = first == 0 ? group : first;
        shortest = std::min(shortest, group);
        longest = std::max(longest, group);
        group = 0;
    }
    constexpr std::size_t longest_tied = 6;
    bool const order = longest > longest_tied && longest != text.size() && digits_only(compact(text));
    return first >= 3 && shortest >= 2 && !order;
}

// 20261121031502…: a day and an hour.
bool is_time_stamp(std::string_view code) {
    auto const month = code.substr(4, 2);
    return digits_only(code) && code.starts_with("20") && month >= "01" && month <= "12";
}

bool is_gift_shape(std::string_view text) {
    auto const code = compact(text);
    if (code.size() >= 14 && code.size() == text.size() && is_time_stamp(code)) {
        return false;
    }
    bool const upper = std::none_of(code.begin(), code.end(), is_lower);
    bool const both = has_digit(code) && has_letter(code);
    return upper && code.size() >= 10 && code.size() <= 25 &&
           (both || (digits_only(code) && code.size() >= 14)) && is_gift_grouping(text);
}

// 注文番号, 修理番号, 収納番号: what is numbered is no gift card.
bool is_other_number(Scan const& scan, std::size_t begin) {
    auto const& view = scan.view;
    auto place = begin;
    for (bool moved = true; moved && begin - place < 16;) {
        moved = false;
        for (std::string_view const word : {" ", ":", "は", "が", "「", "(", "、", "\n", "→", "="}) {
            if (view.ends_with(place, word)) {
                place -= word.size();
                moved = true;
                break;
            }
        }
    }
    auto const other = scan.words.before(place, 40, std::array{Cue::other_number, Cue::tracking});
    if (other && other->end == place) {
        return true;
    }
    // The serial number of a machine has twelve characters at most, and no groups.
    constexpr std::size_t longest_serial = 12;
    auto const serial = scan.words.before(place, 40, std::array{Cue::serial});
    if (serial && serial->end == place &&
        grouped(view, begin, Ties::hyphens_and_blanks).end <= begin + longest_serial) {
        return true;
    }
    static constexpr std::array<std::string_view, 8> errands{"予約",     "受付", "注文", "申込",
                                                             "レシート", "会員", "契約", "整理券"};
    if (std::any_of(errands.begin(), errands.end(),
                    [&](std::string_view word) { return view.ends_with(place, word); })) {
        return true;
    }
    constexpr std::string_view number{"番号"};
    constexpr std::size_t kanji = 3;
    if (!view.ends_with(place, number) || place < number.size() + 2 * kanji) {
        return false;
    }
    auto const kind_end = place - number.size();
    auto const kind = view.slice(kind_end - 2 * kanji, kind_end);
    static constexpr std::array<std::string_view, 5> gifts{"裏面", "券", "金額", "購入", "枚目"};
    bool const gift =
        std::any_of(gifts.begin(), gifts.end(), [&](std::string_view word) { return kind.ends_with(word); });
    return !gift && script_at(view, kind_end - 2 * kanji) == Script::kanji &&
           script_at(view, kind_end - kanji) == Script::kanji;
}

// Gift codes stand somewhere after the word, often several: every fitting token within reach.
void claim_gifts(Scan& scan, Mention const& mention) {
    auto const& view = scan.view;
    constexpr std::size_t reach = 160;
    auto const stop = std::min(view.size(), mention.end + reach);
    for (auto at = mention.end; at < stop;) {
        if (!is_alnum(view.at(at)) || is_alnum(view.before(at)) || view.before(at) == '@' ||
            view.before(at) == '_') {
            ++at;
            continue;
        }
        auto const token = grouped(view, at, Ties::hyphens);
        auto const after = view.at(token.end);
        bool const inside = after == '@' || after == '.' || after == '_' || after == '/' || after == ':' ||
                            is_other_number(scan, at);
        auto const spaced = grouped(view, at, Ties::hyphens_and_blanks);
        if (!inside && is_gift_shape(view.slice(token.begin, token.end))) {
            claim_code(scan, token);
        } else if (!inside && spaced.end > token.end && is_gift_shape(view.slice(spaced.begin, spaced.end))) {
            claim_code(scan, spaced);
            at = spaced.end;
            continue;
        }
        at = std::max(token.end, at + 1);
    }
}

// Codes so plainly shaped that the word for them may stand anywhere.
void find_plain_gifts(Scan& scan) {
    auto const& view = scan.view;
    auto const& all = scan.words.all();
    bool const told =
        std::any_of(all.begin(), all.end(), [](Mention const& each) { return each.cue == Cue::gift; });
    for (std::size_t at = 0; told && at < view.size();) {
        if (!is_alnum(view.at(at)) || is_alnum(view.before(at)) || view.before(at) == '-') {
            ++at;
            continue;
        }
        auto const dashed = grouped(view, at, Ties::hyphens);
        auto const spaced = grouped(view, at, Ties::hyphens_and_blanks);
        for (auto const& token : {dashed, spaced}) {
            if (is_plainly_gift(view.slice(token.begin, token.end)) && !is_other_number(scan, at)) {
                claim_code(scan, token);
                break;
            }
        }
        at = dashed.end;
    }
}

}  // namespace

void find_gift_codes(Scan& scan) {
    for (auto const& mention : scan.words.all()) {
        if (mention.cue == Cue::gift) {
            claim_gifts(scan, mention);
        }
    }
    find_plain_gifts(scan);
}

}  // namespace engine::observables
