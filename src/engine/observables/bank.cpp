// Bank accounts: 七十七銀行 本店営業部(100) 普通 7654321 ﾀﾅｶ ﾀﾛｳ, ゆうちょ 記号番号, IBAN.

#include "engine/observables/bank_name.h"
#include "engine/observables/bank_parts.h"
#include "engine/observables/checks.h"
#include "engine/observables/scan.h"

#include <algorithm>
#include <array>
#include <optional>

namespace engine::observables {
namespace {

struct Kind {
    std::string_view spelling;
    std::string_view value;
};
constexpr std::array<Kind, 13> kinds{{{"普通預金", "普通"},
                                      {"普通口座", "普通"},
                                      {"普通", "普通"},
                                      {"当座預金", "当座"},
                                      {"当座", "当座"},
                                      {"貯蓄預金", "貯蓄"},
                                      {"貯蓄", "貯蓄"},
                                      {"総合口座", "普通"},
                                      {"普", "普通"},
                                      {"当", "当座"},
                                      {"フツウ", "普通"},
                                      {"トウザ", "当座"},
                                      {"チョチク", "貯蓄"}}};
constexpr std::size_t one_letter = 3;

// Whether the character at a place may be part of a bank's or branch's name.
bool is_name_letter(View const& view, std::size_t at) {
    auto const script = script_at(view, at);
    return script == Script::hiragana || script == Script::katakana || script == Script::kanji ||
           is_alnum(view.at(at)) || view.at(at) == '&';
}

constexpr std::size_t longest_name = 90;

std::size_t name_begin(View const& view, std::size_t end) {
    auto begin = end;
    while (begin > 0 && end - begin < longest_name) {
        auto const at = begin - length_of_previous(view, begin);
        if (!is_name_letter(view, at)) {
            break;
        }
        begin = at;
    }
    return begin;
}

std::size_t name_end(View const& view, std::size_t begin) {
    auto end = begin;
    while (end < view.size() && end - begin < longest_name && is_name_letter(view, end)) {
        end += character_length(view, end);
    }
    return end;
}

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

// 〇一八支店, 018, 〇一八 and ゼロイチハチ支店 are all 〇一八店 at ゆうちょ銀行.
std::string post_branch(std::string_view written) {
    using Pair = std::pair<std::string_view, char>;
    static constexpr std::array<Pair, 24> digits{
        {{"〇", '0'},   {"一", '1'},   {"二", '2'},   {"三", '3'},     {"四", '4'},   {"五", '5'},
         {"六", '6'},   {"七", '7'},   {"八", '8'},   {"九", '9'},     {"零", '0'},   {"○", '0'},
         {"ゼロ", '0'}, {"イチ", '1'}, {"ニ", '2'},   {"サン", '3'},   {"ヨン", '4'}, {"ゴ", '5'},
         {"ロク", '6'}, {"ナナ", '7'}, {"ハチ", '8'}, {"キュウ", '9'}, {"レイ", '0'}, {"キユウ", '9'}}};
    std::string number;
    auto rest = written;
    while (!rest.empty() && number.size() < 4) {
        if (is_digit(rest[0])) {
            number.push_back(rest[0]);
            rest.remove_prefix(1);
            continue;
        }
        auto const digit = std::find_if(digits.begin(), digits.end(),
                                        [&](Pair const& each) { return rest.starts_with(each.first); });
        if (digit == digits.end()) {
            break;
        }
        number.push_back(digit->second);
        rest.remove_prefix(digit->first.size());
    }
    bool const whole = number.size() == 3 && (rest.empty() || rest == "店" || rest == "支店");
    return whole ? kanji_number(number) + "店" : std::string{written};
}

Holding resolved(Holding holding, Reference const& reference, std::string_view branch_code) {
    if (holding.bank.starts_with("ゆうちょ")) {
        holding.bank = "ゆうちょ銀行";
        holding.branch = post_branch(holding.branch);
    }
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

// A run of name letters and what is before it.
struct Run {
    std::size_t begin = 0;
    std::string_view text;
    Front front = Front::open;
};

Run run_before(View const& view, std::size_t end) {
    auto const first = name_begin(view, end);
    auto const begin = after_label(view, first, end);
    bool const closed =
        view.ends_with(first, "」") || view.ends_with(first, "』") || view.before(first) == ')';
    return {begin, without_particle(view.slice(begin, end)),
            begin != first || closed ? Front::sentence : Front::open};
}

// 北上川銀行の仙台支店: the particle is nobody's name.
std::string_view branch_part(std::string_view text) {
    for (std::string_view const particle : {"の", "で", "は", "に"}) {
        if (text.starts_with(particle) && text.size() > particle.size() + one_letter) {
            return text.substr(particle.size());
        }
    }
    return text;
}

// Length of the branch's name that `text` begins with: 北支店|へ.
std::size_t branch_length(std::string_view text) {
    static constexpr std::array<std::string_view, 5> endings{"支店", "本店", "営業部", "出張所", "支所"};
    auto length = std::string_view::npos;
    for (auto const ending : endings) {
        if (auto const at = text.find(ending); at != std::string_view::npos) {
            length = std::min(length, at + ending.size());
        }
    }
    if (length == std::string_view::npos) {
        return 0;
    }
    constexpr std::string_view department{"営業部"};
    return length + (text.substr(length).starts_with(department) ? department.size() : 0);
}

// 港南支店|に一万円振り込んだ: what was done there is not its name.
std::string_view without_deed(std::string_view branch) {
    auto const length = branch_length(branch);
    auto const behind = branch.substr(length);
    static constexpr std::array<std::string_view, 6> particles{"に", "へ", "から", "で", "を", "宛"};
    bool const goes_on = length > 0 && std::ranges::any_of(particles, [&](std::string_view particle) {
                             return behind.starts_with(particle);
                         });
    return goes_on ? branch.substr(0, length) : branch;
}

// The bank in the first `end` bytes of a run, with its branch.
Holding holding_in(Scan const& scan, Run const& run, std::size_t end, std::string branch,
                   std::string_view branch_code) {
    auto const bank_begin = bank_name_begin(run.text.substr(0, end), run.front, scan.reference);
    return resolved({run.begin + bank_begin, std::string{run.text.substr(bank_begin, end - bank_begin)},
                     std::move(branch), false},
                    scan.reference, branch_code);
}

// "同じく北支店", "同行 北支店": the bank named last.
bool is_same_bank(View const& view, Run const& branch) {
    static constexpr std::array<std::string_view, 4> words{"同じく", "同行", "同銀行", "同金庫"};
    auto const end = view.before(branch.begin) == ' ' ? branch.begin - 1 : branch.begin;
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return branch.text.starts_with(word) || view.ends_with(end, word);
    });
}

std::optional<Holding> of_last_bank(Scan const& scan, Run const& branch, std::string_view branch_code) {
    auto const& all = scan.candidates();
    auto const last = std::find_if(all.rbegin(), all.rend(), [&](Candidate const& each) {
        return each.type == Type::bank_account && each.end <= branch.begin &&
               each.value.find('|') != std::string::npos;
    });
    if (last == all.rend()) {
        return std::nullopt;
    }
    auto text = branch.text;
    for (std::string_view const word : {"同じく", "同銀行", "同金庫", "同行", "の"}) {
        text.remove_prefix(text.starts_with(word) ? word.size() : 0);
    }
    return resolved({branch.begin + branch.text.size() - text.size(),
                     last->value.substr(0, last->value.find('|')), std::string{text}, false},
                    scan.reference, branch_code);
}

// The bank that stands before its branch, with signs and labels between; nothing when there is none.
std::optional<Holding> bank_before_branch(Scan const& scan, Run const& branch, std::string_view branch_code) {
    auto const& view = scan.view;
    auto const place = name_begin(view, branch.begin);
    auto end = skip_back(view, place, 40);
    if (auto const code = code_before(view, view.before(place) == ' ' ? place - 1 : place)) {
        end = skip_back(view, code->begin, 6);
    }
    auto const run = run_before(view, end);
    auto const known = run.text.empty() ? 0 : bank_name_begin(run.text, run.front, scan.reference);
    bool const is_bank = bank_ending(run.text) != 0 || run.text.starts_with("JA") ||
                         (!run.text.empty() && scan.reference.bank(run.text.substr(known)) != nullptr);
    if (!is_bank && is_same_bank(view, branch)) {
        return of_last_bank(scan, branch, branch_code);
    }
    if (!is_bank || end == place || branch.text.find("を") != std::string_view::npos) {
        return std::nullopt;
    }
    return holding_in(scan, run, run.text.size(), std::string{branch.text}, branch_code);
}

// Bank and branch before the kind of account, or the number, that begins at `place`.
std::optional<Holding> holding_before(Scan const& scan, std::size_t place) {
    auto const& view = scan.view;
    // (店番123)(普)1234567: the bracket around the kind comes between.
    auto code = code_before(view, view.before(place) == '(' ? place - 1 : place);
    auto end = skip_back(view, place, 40);
    if (auto const blank_before = view.text().substr(0, place).find_last_not_of(" \n");
        !code && blank_before != std::string_view::npos) {
        code = code_before(view, blank_before + 1);
    }
    if (code) {
        end = skip_back(view, code->begin, 6);
    }
    auto const run = run_before(view, end);
    if (run.text.empty()) {
        return std::nullopt;
    }
    auto const branch_code = code && code->digits.size() == 3 ? code->digits : std::string{};
    auto const split = is_same_bank(view, run) ? 0 : last_bank_end(run.text);
    if (split == 0) {
        return bank_before_branch(scan, run, branch_code);
    }
    auto const rest = without_deed(branch_part(run.text.substr(split)));
    return holding_in(scan, run, split, rest.empty() ? branch_code : std::string{rest}, branch_code);
}

// 普 and 当 alone say the kind only between signs: "泉支店 普 1234567", "(普)1234567".
bool stands_alone(View const& view, std::size_t at) {
    auto const previous = view.before(at);
    auto const next = view.at(at + one_letter);
    bool const left = previous == ' ' || previous == '(' || previous == '/' || view.ends_with(at, "店") ||
                      view.ends_with(at, "・") || view.ends_with(at, "、");
    return left && (next == ' ' || next == ')' || next == '/' || next == ':' || is_digit(next) ||
                    view.starts_with(at + one_letter, "・"));
}

// "口座番号 1234567(普通)": the number before its kind.
std::optional<AccountNumber> number_before(View const& view, std::size_t kind) {
    auto end = skip_back(view, kind, 40);
    end -= view.ends_with(end, "の") ? one_letter : 0;
    auto begin = end;
    while (begin > 0 && is_digit(view.at(begin - 1)) && end - begin < 9) {
        --begin;
    }
    auto const number = begin == end ? std::nullopt : account_number(view, begin);
    bool const bounded =
        number && number->end == end && !is_alnum(view.before(begin)) && view.before(begin) != '-';
    return bounded ? number : std::nullopt;
}

bool is_kind_or_number(View const& view, std::size_t place) {
    return is_digit(view.at(place)) || std::any_of(kinds.begin(), kinds.end(), [&](Kind const& kind) {
               return view.starts_with(place, kind.spelling);
           });
}

struct Behind {
    Holding holding;
    std::size_t end = 0;
};

// "7731902、普通、こまくさ銀行の北支店": bank and branch told after kind and number.
std::optional<Behind> holding_after(Scan const& scan, std::size_t place) {
    auto const& view = scan.view;
    auto begin = skip_forward(view, place, 40);
    for (std::string_view const label : {"銀行は", "銀行が", "銀行、", "銀行:"}) {
        begin = view.starts_with(begin, label) ? skip_forward(view, begin + label.size(), 12) : begin;
    }
    auto const run = view.slice(begin, name_end(view, begin));
    auto const split = last_bank_end(run);
    if (split == 0 || split == bank_ending(run.substr(0, split)) ||
        bank_name_begin(run.substr(0, split), Front::open, scan.reference) != 0) {
        return std::nullopt;
    }
    auto const bank_end = begin + split;
    auto branch_begin = bank_end == begin + run.size() ? skip_forward(view, bank_end, 20) : bank_end;
    auto const rest = view.slice(branch_begin, name_end(view, branch_begin));
    auto const part = branch_part(rest);
    branch_begin += rest.size() - part.size();
    auto const length = branch_length(part);
    auto const end = branch_begin + length;
    // What follows with a kind or number of its own is the next account of a list.
    if (length == 0 || is_kind_or_number(view, skip_forward(view, end, 30))) {
        return std::nullopt;
    }
    Holding const told{begin, std::string{run.substr(0, split)}, std::string{part.substr(0, length)}, false};
    return Behind{resolved(told, scan.reference, {}), end};
}

// Claims the account with its bank before `begin`, else behind `end`.
void claim_with_bank(Scan& scan, Kind const& kind, AccountNumber const& number, std::size_t begin,
                     std::size_t end) {
    if (auto const holding = holding_before(scan, begin)) {
        claim_account(scan, *holding, kind.value, padded(number.digits), end);
        return;
    }
    if (auto behind = holding_after(scan, end)) {
        behind->holding.begin = begin;
        claim_account(scan, behind->holding, kind.value, padded(number.digits), behind->end);
    }
}

void try_kind(Scan& scan, std::size_t at, Kind const& kind) {
    auto const& view = scan.view;
    auto const kind_end = at + kind.spelling.size();
    if (auto const number = account_number(view, skip_forward(view, kind_end, 60))) {
        claim_with_bank(scan, kind, *number, at, number->end);
    } else if (auto const before = number_before(view, at)) {
        auto const end = view.at(kind_end) == ')' ? kind_end + 1 : kind_end;
        claim_with_bank(scan, kind, *before, before->begin, end);
    }
}

// Asked at every character: 普 当 貯 総, or フ ト チ.
bool may_be_kind(View const& view, std::size_t at) {
    static constexpr std::string_view leads{"\xE6\xE5\xE8\xE7"};
    if (view.at(at) != '\xE3') {
        return leads.find(view.at(at)) != std::string_view::npos;
    }
    return view.starts_with(at, "フ") || view.starts_with(at, "ト") || view.starts_with(at, "チ");
}

void find_by_kind(Scan& scan) {
    auto const& view = scan.view;
    for (std::size_t at = 0; at < view.size(); at += character_length(view, at)) {
        if (!may_be_kind(view, at)) {
            continue;
        }
        auto const kind = std::find_if(kinds.begin(), kinds.end(),
                                       [&](Kind const& each) { return view.starts_with(at, each.spelling); });
        if (kind != kinds.end() && (kind->spelling.size() > one_letter || stands_alone(view, at))) {
            try_kind(scan, at, *kind);
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
            } else if (c != ' ' || !is_alnum(view.at(end + 1))) {
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
