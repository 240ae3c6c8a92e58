// Accounts of ゆうちょ銀行: 記号 and 番号, and the transfer accounts 00120-1-12345.

#include "engine/observables/bank_parts.h"
#include "engine/observables/scan.h"

#include <algorithm>
#include <array>
#include <optional>

namespace engine::observables {
namespace {

constexpr std::string_view post_bank{"ゆうちょ銀行"};
constexpr std::size_t particle = 3;  // bytes of の
constexpr std::array<std::string_view, 5> post_names{"ゆうちょ銀行", "郵便貯金", "ゆうちょ", "郵貯",
                                                     "郵便局"};

struct PostAccount {
    std::string branch;
    std::string_view kind;
    std::string number;
};

// 記号 1abc0 and 番号 with its trailing 1 → branch ab8, seven digits; 記号 0abc0 (振替) → branch ab9, 当座.
std::optional<PostAccount> post_account(std::string_view symbol, std::string_view number) {
    if (symbol.size() != 5 || symbol[4] != '0' || number.empty() || number.size() > 8) {
        return std::nullopt;
    }
    std::string branch{symbol.substr(1, 2)};
    if (symbol[0] == '1' && number.size() >= 2) {
        branch += '8';
        // The last digit is a mark, always 1; a number without it was written down without it.
        bool const marked = number.back() == '1' || number.size() == 8;
        return PostAccount{kanji_number(branch) + "店", "普通",
                           padded(number.substr(0, number.size() - (marked ? 1 : 0)))};
    }
    if (symbol[0] == '0' && number.size() <= 7) {
        branch += '9';
        return PostAccount{kanji_number(branch) + "店", "当座", padded(number)};
    }
    return std::nullopt;
}

// Where the bank's name begins when it stands right before a place, with labels between at most.
std::optional<std::size_t> post_name_before(View const& view, std::size_t place) {
    static constexpr std::array<std::string_view, 5> between{"の", "は", "が", "通常貯金", "貯金"};
    auto at = skip_back(view, place, 20);
    for (auto const word : between) {
        at -= view.ends_with(at, word) ? word.size() : 0;
    }
    at = skip_back(view, at, 20);
    for (auto const name : post_names) {
        if (view.ends_with(at, name)) {
            return at - name.size();
        }
    }
    return std::nullopt;
}

// Signs, labels and what people put between 記号 and 番号.
std::size_t between_parts(View const& view, std::size_t place) {
    auto at = skip_forward(view, place, 30);
    for (std::string_view const word : {"です", "、", "番号", "は", "その", " "}) {
        at += view.starts_with(at, word) ? word.size() : 0;
    }
    return skip_forward(view, at, 20);
}

// "14030 番号12345671", "14030-12345671" at a place.
bool try_symbol(Scan& scan, std::size_t begin, std::size_t place) {
    auto const& view = scan.view;
    auto const symbol_end = digits_end(view, place);
    if (symbol_end != place + 5) {
        return false;
    }
    // 記号's own check digit: 14030-1.
    auto next = symbol_end;
    auto const tie = dash_length(view, next);
    bool const check = tie != 0 && is_digit(view.at(next + tie)) && !is_digit(view.at(next + tie + 1));
    next += check ? tie + 1 : 0;
    auto const dash = dash_length(view, next);
    auto const number_begin = dash != 0 ? next + dash : between_parts(view, next);
    auto end = digits_end(view, number_begin);
    std::string number{view.slice(number_begin, end)};
    // 7654321 1, 7654321-1: the mark set apart.
    auto const mark = dash_length(view, end) != 0 ? dash_length(view, end) : view.at(end) == ' ' ? 1U : 0U;
    if (number.size() == 7 && mark != 0 && view.at(end + mark) == '1' && !is_alnum(view.at(end + mark + 1))) {
        number += '1';
        end += mark + 1;
    }
    auto const account = post_account(view.slice(place, symbol_end), number);
    if (!account || number_begin == symbol_end || number.size() < 4 || is_alnum(view.at(end))) {
        return false;
    }
    claim_account(scan, {begin, std::string{post_bank}, account->branch, true}, account->kind,
                  account->number, end);
    return true;
}

// "ゆうちょ銀行 14030-12345671", "ゆうちょ銀行の口座 記号…"
void find_named(Scan& scan) {
    auto const& view = scan.view;
    for (auto const name : post_names) {
        for (auto at = view.text().find(name); at != std::string_view::npos;
             at = view.text().find(name, at + 1)) {
            // ゆうちょの記号…, ゆうちょで記号…: the particle ties the name to the sentence, not to the
            // account.
            auto const behind = at + name.size();
            bool const told = view.starts_with(behind, "の記号") || view.starts_with(behind, "で記号");
            auto place = skip_forward(view, behind, 40);
            for (std::string_view const word : {"通常貯金", "貯金", "振替", "総合"}) {
                place += view.starts_with(place, word) ? word.size() : 0;
            }
            try_symbol(scan, told ? behind + particle : at, skip_forward(view, place, 20));
        }
    }
}

// "記号14030 番号12345671" with the bank's name elsewhere or nowhere: no other bank has a 記号.
void find_symbols(Scan& scan) {
    auto const& view = scan.view;
    constexpr std::string_view label{"記号"};
    for (auto at = view.text().find(label); at != std::string_view::npos;
         at = view.text().find(label, at + label.size())) {
        auto const place = skip_forward(view, at + label.size(), 12);
        bool const number =
            view.slice(place, std::min(place + 60, view.size())).find("番号") != std::string_view::npos;
        if (is_digit(view.at(place)) && number) {
            bool const tied = view.ends_with(at, "の") || view.ends_with(at, "で");
            try_symbol(scan, tied ? at : post_name_before(view, at).value_or(at), place);
        }
    }
}

// 00120-1-12345 is a transfer account where a word says so.
void find_transfer_accounts(Scan& scan) {
    auto const& view = scan.view;
    static constexpr std::array<std::string_view, 5> told{"振替", "ゆうちょ", "郵便", "払込", "郵貯"};
    for (auto dash = view.text().find('-'); dash != std::string_view::npos;
         dash = view.text().find('-', dash + 1)) {
        bool const shaped = dash >= 5 && digits_end(view, dash - 5) == dash && view.at(dash - 5) == '0' &&
                            !is_alnum(view.before(dash - 5)) && is_digit(view.at(dash + 1)) &&
                            view.at(dash + 2) == '-' && is_digit(view.at(dash + 3));
        if (!shaped) {
            continue;
        }
        auto const begin = dash - 5;
        auto const end = digits_end(view, dash + 3);
        auto const from = begin > 60 ? begin - 60 : 0;
        auto const before = view.slice(from, begin);
        auto const account = post_account(view.slice(begin, dash), view.slice(dash + 3, end));
        bool const said = std::any_of(told.begin(), told.end(), [&](std::string_view word) {
            return before.find(word) != std::string_view::npos;
        });
        if (account && said && !is_alnum(view.at(end)) && view.at(end) != '-') {
            claim_account(scan,
                          {post_name_before(view, begin).value_or(begin), std::string{post_bank},
                           account->branch, true},
                          account->kind, account->number, end);
        }
    }
}

}  // namespace

void find_post_accounts(Scan& scan) {
    find_named(scan);
    find_symbols(scan);
    find_transfer_accounts(scan);
}

}  // namespace engine::observables
