// Bank accounts: 七十七銀行 本店営業部(100) 普通 7654321 ﾀﾅｶ ﾀﾛｳ, ゆうちょ 記号番号, IBAN.

#include "engine/observables/bank_name.h"
#include "engine/observables/checks.h"
#include "engine/observables/scan.h"

#include <algorithm>
#include <array>
#include <optional>

namespace engine::observables {
namespace {

using Span = std::pair<std::size_t, std::size_t>;

struct Kind {
    std::string_view spelling;
    std::string_view value;
};
constexpr std::array<Kind, 9> kinds{{{"普通預金", "普通"},
                                     {"普通口座", "普通"},
                                     {"普通", "普通"},
                                     {"当座預金", "当座"},
                                     {"当座", "当座"},
                                     {"貯蓄預金", "貯蓄"},
                                     {"貯蓄", "貯蓄"},
                                     {"(普)", "普通"},
                                     {"(当)", "当座"}}};
constexpr std::array<std::string_view, 34> labels{
    "口座番号", "口座名義人", "口座名義", "預金種目",       "預金種別",   "口座種別", "口座種目",
    "名義人",   "受取人名",   "受取人",   "金融機関コード", "金融機関名", "金融機関", "銀行コード",
    "銀行名",   "支店コード", "支店番号", "支店名",         "店番号",     "店番",     "店名",
    "名義",     "種目",       "種別",     "科目",           "番号",       "口座",     "No.",
    "No",       "カナ",       "名前",     "(カナ)",         "振込先",     "送金先"};
constexpr std::array<std::string_view, 12> signs{" ", "\n", "\t", ":", "、", ",",
                                                 "/", "・", "(",  ")", "|",  "="};

// Signs and labels from `place` on; at most `reach` bytes.
std::size_t skip_forward(View const& view, std::size_t place, std::size_t reach) {
    auto at = place;
    for (bool moved = true; moved && at < place + reach;) {
        moved = false;
        auto const take = [&](auto const& words) {
            for (auto const word : words) {
                if (view.starts_with(at, word)) {
                    at += word.size();
                    moved = true;
                    return;
                }
            }
        };
        take(labels);
        take(signs);
        auto const after_label = at > place && (view.starts_with(at, "は") || view.starts_with(at, "が") ||
                                                view.starts_with(at, "の"));
        if (after_label && !moved) {
            at += 3;
            moved = true;
        }
    }
    return at;
}

std::size_t skip_back(View const& view, std::size_t place, std::size_t reach) {
    auto at = place;
    for (bool moved = true; moved && at + reach > place;) {
        moved = false;
        auto const take = [&](auto const& words) {
            for (auto const word : words) {
                if (view.ends_with(at, word)) {
                    at -= word.size();
                    moved = true;
                    return;
                }
            }
        };
        take(signs);
        if (at != place) {
            take(labels);
        }
    }
    return at;
}

std::optional<Span> account_digits(View const& view, std::size_t place) {
    auto end = place;
    while (is_digit(view.at(end)) && end < place + 9) {
        ++end;
    }
    auto const next = view.at(end);
    bool const amount = next == ',' && is_digit(view.at(end + 1));
    if (end - place < 4 || end - place > 8 || is_alnum(next) || amount || view.starts_with(end, "円") ||
        view.starts_with(end, "万")) {
        return std::nullopt;
    }
    return Span{place, end};
}

// Letters that may be part of a bank's or branch's name.
std::size_t name_begin(View const& view, std::size_t end) {
    auto begin = end;
    while (begin > 0 && end - begin < 90) {
        auto const length = length_of_previous(view, begin);
        auto const at = begin - length;
        auto const script = script_at(view, at);
        bool const name = script == Script::hiragana || script == Script::katakana ||
                          script == Script::kanji || is_alnum(view.at(at)) || view.at(at) == '&';
        if (!name) {
            break;
        }
        begin = at;
    }
    return begin;
}

struct Holding {
    std::size_t begin = 0;
    std::string bank;
    std::string branch;
    bool verified = false;
};

struct Code {
    std::string digits;
    std::size_t begin = 0;
};

// "(100)", "(店番100)" that ends at `place`.
std::optional<Code> code_before(View const& view, std::size_t place) {
    if (view.before(place) != ')') {
        return std::nullopt;
    }
    auto at = place - 1;
    std::string digits;
    while (at > 0 && is_digit(view.at(at - 1))) {
        digits.insert(digits.begin(), view.at(at - 1));
        --at;
    }
    while (at > 0 && view.before(at) != '(' && place - at < 40) {
        --at;
    }
    if (digits.size() < 3 || digits.size() > 4 || view.before(at) != '(') {
        return std::nullopt;
    }
    return Code{digits, at - 1};
}

Holding resolved(Holding holding, Reference const& reference, std::string_view branch_code) {
    auto const* const bank = reference.bank(holding.bank);
    if (bank == nullptr) {
        return holding;
    }
    auto const* branch = Reference::branch(*bank, holding.branch);
    if (branch == nullptr && !branch_code.empty()) {
        branch = Reference::branch(*bank, branch_code);
    }
    holding.bank = bank->name;
    if (branch != nullptr) {
        holding.branch = branch->name;
        holding.verified = true;
    }
    return holding;
}

// The name without a label that touches it: 支店コード100, 銀行名みずほ銀行.
std::size_t after_labels(View const& view, std::size_t begin, std::size_t end) {
    for (auto const label : labels) {
        if (view.starts_with(begin, label) && begin + label.size() < end) {
            return begin + label.size();
        }
    }
    return begin;
}

// 北上川銀行の仙台支店: the particle is nobody's name.
std::string_view branch_part(std::string_view text) {
    constexpr std::string_view particle{"の"};
    return text.starts_with(particle) && text.size() > particle.size() ? text.substr(particle.size()) : text;
}

// Bank and branch before the kind of account that begins at `place`.
std::optional<Holding> holding_before(Scan const& scan, std::size_t place) {
    auto const& view = scan.view;
    auto code = code_before(view, skip_back(view, place, 0));
    auto end = skip_back(view, place, 30);
    if (auto const blank_before = view.text().substr(0, place).find_last_not_of(" \n");
        !code && blank_before != std::string_view::npos) {
        code = code_before(view, blank_before + 1);
    }
    if (code) {
        end = skip_back(view, code->begin, 6);
    }
    auto const run_begin = name_begin(view, end);
    auto const begin = after_labels(view, run_begin, end);
    auto const run = view.slice(begin, end);
    if (run.empty()) {
        return std::nullopt;
    }
    auto const branch_code = code && code->digits.size() == 3 ? code->digits : std::string{};
    auto const split = last_bank_end(run);
    if (split != 0 && split < run.size()) {
        auto const bank_begin = bank_name_begin(run.substr(0, split), scan.reference);
        return resolved({begin + bank_begin, std::string{run.substr(bank_begin, split - bank_begin)},
                         std::string{branch_part(run.substr(split))}, false},
                        scan.reference, branch_code);
    }
    if (split == run.size()) {
        auto const bank_begin = bank_name_begin(run, scan.reference);
        return resolved({begin + bank_begin, std::string{run.substr(bank_begin)}, branch_code, false},
                        scan.reference, branch_code);
    }
    // The branch stands alone; the bank comes before it.
    auto bank_end = skip_back(view, run_begin, 30);
    if (auto const bank_code = code_before(view, view.before(run_begin) == ' ' ? run_begin - 1 : run_begin)) {
        bank_end = skip_back(view, bank_code->begin, 6);
    }
    auto const bank_run_begin = after_labels(view, name_begin(view, bank_end), bank_end);
    auto const bank_run = view.slice(bank_run_begin, bank_end);
    auto const known = bank_run.empty() ? 0 : bank_name_begin(bank_run, scan.reference);
    bool const is_bank = bank_ending(bank_run) != 0 ||
                         (!bank_run.empty() && scan.reference.bank(bank_run.substr(known)) != nullptr);
    if (!is_bank || bank_end == run_begin) {
        return std::nullopt;
    }
    return resolved({bank_run_begin + known, std::string{bank_run.substr(known)}, std::string{run}, false},
                    scan.reference, branch_code);
}

bool is_holder_part(View const& view, std::size_t at) {
    auto const c = view.at(at);
    return script_at(view, at) == Script::katakana || c == ')' || c == '(' || c == '.' || c == '-' ||
           view.starts_with(at, "・");
}

// The holder's name in katakana after the number: up to the last word that is wholly katakana.
std::optional<Span> holder_after(View const& view, std::size_t place) {
    auto const begin = skip_forward(view, place, 40);
    if (begin == place || script_at(view, begin) != Script::katakana) {
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
    // A bracket around the name is the sentence's; the one in カ) belongs to it.
    auto const inner = view.slice(begin, end);
    if (inner.ends_with(")") &&
        std::count(inner.begin(), inner.end(), ')') > std::count(inner.begin(), inner.end(), '(') &&
        inner.size() > 9) {
        --end;
    }
    static constexpr std::array<std::string_view, 6> not_names{"コンビニ", "ネットバンキング", "アプリ",
                                                               "スマホ",   "インターネット",   "ペイジー"};
    for (auto const word : not_names) {
        if (view.starts_with(begin, word)) {
            return std::nullopt;
        }
    }
    return end > begin + 3 ? std::optional{Span{begin, end}} : std::nullopt;
}

std::string padded(std::string_view digits) {
    std::string value(digits.size() < 7 ? 7 - digits.size() : 0, '0');
    value += digits;
    return value;
}

void claim_account(Scan& scan, Holding const& holding, std::string_view kind, std::string const& number,
                   std::size_t number_end) {
    auto value = holding.bank;
    for (std::string_view const part : {std::string_view{holding.branch}, kind, std::string_view{number}}) {
        value += '|';
        value += part;
    }
    auto end = number_end;
    if (auto const holder = holder_after(scan.view, number_end)) {
        value += '|';
        std::string name{scan.view.slice(holder->first, holder->second)};
        std::replace(name.begin(), name.end(), '\n', ' ');
        value += name;
        end = holder->second;
    }
    scan.claim({Type::bank_account, value, holding.begin, end, !holding.verified});
}

void find_by_kind(Scan& scan) {
    auto const& view = scan.view;
    for (std::size_t at = 0; at < view.size(); at += character_length(view, at)) {
        static constexpr std::string_view leads{"\xE6\xE5\xE8("};  // 普 当 貯 (
        if (leads.find(view.at(at)) == std::string_view::npos) {
            continue;
        }
        auto const kind = std::find_if(kinds.begin(), kinds.end(),
                                       [&](Kind const& each) { return view.starts_with(at, each.spelling); });
        if (kind == kinds.end()) {
            continue;
        }
        auto const number = account_digits(view, skip_forward(view, at + kind->spelling.size(), 40));
        if (!number) {
            continue;
        }
        if (auto const holding = holding_before(scan, at)) {
            claim_account(scan, *holding, kind->value, padded(view.slice(number->first, number->second)),
                          number->second);
        }
    }
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
    if (symbol[0] == '1' && number.size() >= 2 && number.back() == '1') {
        branch += '8';
        return PostAccount{kanji_number(branch) + "店", "普通", padded(number.substr(0, number.size() - 1))};
    }
    if (symbol[0] == '0' && number.size() <= 7) {
        branch += '9';
        return PostAccount{kanji_number(branch) + "店", "当座", padded(number)};
    }
    return std::nullopt;
}

std::size_t digits_end(View const& view, std::size_t place) {
    auto end = place;
    while (is_digit(view.at(end)) && end < place + 12) {
        ++end;
    }
    return end;
}

constexpr std::array<std::string_view, 4> post_names{"ゆうちょ銀行", "郵便貯金", "ゆうちょ", "郵貯"};

// "ゆうちょ銀行 記号14030 番号12345671", "ゆうちょ 14030-12345671"
void find_post_accounts(Scan& scan) {
    auto const& view = scan.view;
    for (auto const name : post_names) {
        for (auto at = view.text().find(name); at != std::string_view::npos;
             at = view.text().find(name, at + 1)) {
            auto place = skip_forward(view, at + name.size(), 20);
            for (std::string_view const word : {"口座", "の", "記号", "は"}) {
                place += view.starts_with(place, word) ? word.size() : 0;
                place = skip_forward(view, place, 10);
            }
            auto const symbol_end = digits_end(view, place);
            auto next = symbol_end;
            next +=
                view.at(next) == '-' && is_digit(view.at(next + 1)) && !is_digit(view.at(next + 2)) ? 2U : 0U;
            auto const dash = dash_length(view, next);
            next = dash != 0 ? next + dash : skip_forward(view, next, 30);
            auto const number_end = digits_end(view, next);
            auto const account = post_account(view.slice(place, symbol_end), view.slice(next, number_end));
            if (account && next > symbol_end) {
                claim_account(scan, {at, "ゆうちょ銀行", account->branch, true}, account->kind,
                              account->number, number_end);
            }
        }
    }
}

// IBAN with or without the blanks of its printed form.
void find_ibans(Scan& scan) {
    auto const& view = scan.view;
    for (std::size_t at = 0; at + 15 <= view.size(); ++at) {
        bool const head = is_upper(view.at(at)) && is_upper(view.at(at + 1)) && is_digit(view.at(at + 2)) &&
                          is_digit(view.at(at + 3));
        if (!head || is_alnum(view.before(at))) {
            continue;
        }
        std::string compact;
        std::optional<std::pair<std::string, std::size_t>> best;
        for (auto end = at; end < view.size() && compact.size() <= 34; ++end) {
            auto const c = view.at(end);
            if (is_upper(c) || is_digit(c)) {
                compact.push_back(c);
            } else if (!(c == ' ' && is_alnum(view.at(end + 1)))) {
                break;
            }
            if (!is_alnum(view.at(end + 1)) && is_alnum(c) && iban_valid(compact)) {
                best = std::pair{compact, end + 1};
            }
        }
        if (best) {
            scan.claim({Type::bank_account, best->first, at, best->second});
            at = best->second - 1;
        }
    }
}

}  // namespace

void find_bank_accounts(Scan& scan) {
    find_post_accounts(scan);
    find_by_kind(scan);
    find_ibans(scan);
}

}  // namespace engine::observables
