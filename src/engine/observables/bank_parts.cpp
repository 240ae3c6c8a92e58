#include "engine/observables/bank_parts.h"

#include <algorithm>
#include <array>

namespace engine::observables {
namespace {

using Span = std::pair<std::size_t, std::size_t>;

constexpr std::array<std::string_view, 45> labels{
    "種 別",    "科 目",      "口座番号", "口座名義人", "口座名義", "口座名", "預金種目",       "預金種別",
    "口座種別", "口座種目",   "名義人",   "受取人名",   "受取人",   "受取名", "金融機関コード", "金融機関名",
    "金融機関", "銀行コード", "銀行名",   "支店コード", "支店番号", "支店名", "店番号",         "店番",
    "店名",     "店舗名",     "店舗",     "名義",       "種目",     "種別",   "科目",           "番号",
    "口座",     "支店",       "記号",     "No.",        "No",       "№",      "カナ",           "名前",
    "(カナ)",   "振込先",     "送金先",   "宛名",       "コード"};
constexpr std::array<std::string_view, 21> signs{" ", "\n", "\t", ":",  "、", ",",  "/",  "・", "(", ")", "|",
                                                 "=", "「", "」", "『", "』", "\"", "【", "】", "→", "#"};
constexpr std::array<std::string_view, 5> particles{"は", "が", "の", "で", "も"};

// Length of the word of a list that stands at a place.
std::size_t length_at(View const& view, std::size_t place, auto const& words) {
    for (std::string_view const word : words) {
        if (view.starts_with(place, word)) {
            return word.size();
        }
    }
    return 0;
}
std::size_t length_before(View const& view, std::size_t place, auto const& words) {
    for (std::string_view const word : words) {
        if (view.ends_with(place, word)) {
            return word.size();
        }
    }
    return 0;
}

// A label that ends at a place; the 支店 of 仙台支店 is the name's, and so is every other that touches one.
std::size_t label_before(View const& view, std::size_t place) {
    auto const length = length_before(view, place, labels);
    if (length == 0 || !view.ends_with(place, "支店")) {
        return length;
    }
    auto const start = place - length;
    auto const before = start == 0 ? Script::none : script_at(view, start - length_of_previous(view, start));
    bool const letter = before == Script::hiragana || before == Script::katakana || before == Script::kanji;
    return letter || is_alnum(view.before(start)) ? 0 : length;
}

bool is_holder_part(View const& view, std::size_t at) {
    auto const c = view.at(at);
    return script_at(view, at) == Script::katakana || c == ')' || c == '(' || c == '.' || c == '-' ||
           view.starts_with(at, "・");
}

bool is_no_holder(View const& view, std::size_t begin) {
    static constexpr std::array<std::string_view, 11> words{
        "コンビニ", "ネット",     "アプリ", "スマホ", "インターネット", "ペイジー",
        "カード",   "キャッシュ", "メール", "サイト", "ライン"};
    return length_at(view, begin, words) != 0;
}

// カ)エヌケー企画: a company's name goes on in kanji, up to what is done with it.
std::size_t end_of_company(View const& view, std::size_t begin, std::size_t end) {
    constexpr std::size_t shortest_form = 4;  // カ)
    constexpr std::size_t longest_rest = 12;
    auto const form = view.slice(begin, end).find(')');
    if (form > 2 * shortest_form || begin + form + 1 == end) {
        return end;
    }
    auto at = end;
    while (script_at(view, at) == Script::kanji) {
        at += character_length(view, at);
    }
    static constexpr std::array<std::string_view, 6> others{"宛", "名義", "様", "口座", "行", "殿"};
    auto const rest = view.slice(end, at);
    bool const other =
        rest.size() > longest_rest || std::any_of(others.begin(), others.end(), [&](std::string_view word) {
            return rest.find(word) != std::string_view::npos;
        });
    return other ? end : at;
}

// The holder's name in katakana after the number: up to the last word that is wholly katakana.
std::optional<Span> holder_after(View const& view, std::size_t place) {
    auto const begin = skip_forward(view, place, 40);
    if (script_at(view, begin) != Script::katakana || is_no_holder(view, begin)) {
        return std::nullopt;
    }
    auto end = begin;
    auto at = begin;
    while (at < view.size() && at - begin < 150) {
        if (is_holder_part(view, at)) {
            at += character_length(view, at);
            end = at;
        } else if (view.at(at) == ' ' && end == at && script_at(view, at + 1) == Script::katakana) {
            ++at;
        } else {
            break;
        }
    }
    end = end_of_company(view, begin, end);
    while (end > begin && (view.at(end - 1) == '.' || view.at(end - 1) == '-' || view.at(end - 1) == '(' ||
                           view.ends_with(end, "・"))) {
        end -= length_of_previous(view, end);
    }
    // A bracket around the name is the sentence's; the one in カ) belongs to it.
    auto const inner = view.slice(begin, end);
    if (inner.ends_with(")") &&
        std::count(inner.begin(), inner.end(), ')') > std::count(inner.begin(), inner.end(), '(') &&
        inner.size() > 9) {
        --end;
    }
    return end > begin + 3 ? std::optional{Span{begin, end}} : std::nullopt;
}

// Where digits in groups (123-4567) end, when they make seven.
std::optional<AccountNumber> grouped_number(View const& view, std::size_t place) {
    AccountNumber number{"", place, place};
    for (int groups = 0; groups < 3; ++groups) {
        auto const end = digits_end(view, number.end);
        number.digits += view.slice(number.end, end);
        number.end = end;
        if (number.digits.size() >= 7) {
            break;
        }
        auto const dash = dash_length(view, end);
        auto const gap = dash != 0 ? dash : view.at(end) == ' ' ? 1U : 0U;
        if (gap == 0 || !is_digit(view.at(end + gap))) {
            return std::nullopt;
        }
        number.end = end + gap;
    }
    bool const whole =
        number.digits.size() == 7 && !is_alnum(view.at(number.end)) && view.at(number.end) != '-';
    return whole ? std::optional{number} : std::nullopt;
}

}  // namespace

std::size_t skip_forward(View const& view, std::size_t place, std::size_t reach) {
    auto at = place;
    bool labelled = false;
    while (at < place + reach) {
        auto length = length_at(view, at, signs);
        if (length == 0) {
            length = length_at(view, at, labels);
            labelled = labelled || length != 0;
        }
        if (length == 0 && (labelled || at == place)) {
            length = length_at(view, at, particles);
        }
        if (length == 0) {
            break;
        }
        at += length;
    }
    return at;
}

std::size_t skip_back(View const& view, std::size_t place, std::size_t reach) {
    auto at = place;
    while (at + reach > place) {
        auto length = length_before(view, at, signs);
        // A label touches a number, 口座番号1234567, but not the kind of account.
        if (length == 0 && (at != place || is_digit(view.at(place)))) {
            length = label_before(view, at);
        }
        if (length == 0) {
            // 口座番号は普通の: a particle goes with the label before it.
            auto const particle = length_before(view, at, particles);
            auto const label = particle == 0 ? 0 : label_before(view, at - particle);
            bool const quoted =
                particle != 0 && (view.ends_with(at - particle, "」") || view.ends_with(at - particle, "』"));
            length = label == 0 && !quoted ? 0 : particle + label;
        }
        if (length == 0) {
            break;
        }
        at -= length;
    }
    return at;
}

std::size_t after_label(View const& view, std::size_t begin, std::size_t end) {
    auto const length = length_at(view, begin, labels);
    bool const name = length == 0 || begin + length >= end || view.starts_with(begin, "支店") ||
                      view.starts_with(begin, "カナ") || view.starts_with(begin, "コード");
    bool const code = view.starts_with(begin, "支店") && is_digit(view.at(begin + length));
    return name && !code ? begin : begin + length;
}

std::size_t digits_end(View const& view, std::size_t place) {
    auto end = place;
    while (is_digit(view.at(end)) && end < place + 12) {
        ++end;
    }
    return end;
}

std::optional<AccountNumber> account_number(View const& view, std::size_t place) {
    if (auto grouped = grouped_number(view, place)) {
        return grouped;
    }
    auto const end = digits_end(view, place);
    auto const next = view.at(end);
    bool const goes_on = (next == ',' || next == '-' || next == '/' || next == ':' || next == '.') &&
                         is_digit(view.at(end + 1));
    static constexpr std::array<std::string_view, 6> counters{"円", "万", "年", "月", "時", "人"};
    if (end - place < 4 || end - place > 8 || is_alnum(next) || goes_on ||
        length_at(view, end, counters) != 0) {
        return std::nullopt;
    }
    return AccountNumber{std::string{view.slice(place, end)}, place, end};
}

std::string padded(std::string_view digits) {
    std::string value(digits.size() < 7 ? 7 - digits.size() : 0, '0');
    value += digits;
    return value;
}

std::string kanji_number(std::string_view digits) {
    static constexpr std::array<std::string_view, 10> names{"〇", "一", "二", "三", "四",
                                                            "五", "六", "七", "八", "九"};
    std::string result;
    for (auto const digit : digits) {
        result += names.at(static_cast<std::size_t>(digit - '0'));
    }
    return result;
}

void claim_account(Scan& scan, Holding const& holding, std::string_view kind, std::string const& number,
                   std::size_t end) {
    auto value = holding.bank;
    for (std::string_view const part : {std::string_view{holding.branch}, kind, std::string_view{number}}) {
        value += '|';
        value += part;
    }
    if (auto const holder = holder_after(scan.view, end)) {
        value += '|';
        std::string name{scan.view.slice(holder->first, holder->second)};
        std::replace(name.begin(), name.end(), '\n', ' ');
        value += name;
        end = holder->second;
    }
    scan.claim({Type::bank_account, value, holding.begin, end, !holding.verified});
}

}  // namespace engine::observables
