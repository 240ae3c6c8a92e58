#include "engine/identity/told.h"

#include "base/hash.h"
#include "base/joined.h"
#include "base/text_fold.h"
#include "base/utf8.h"
#include "engine/identity/company.h"
#include "engine/identity/names.h"
#include "engine/observables/postal.h"
#include "engine/observables/view.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace engine::identity {

namespace {

constexpr std::array<std::string_view, 27> everybodys_domains = {
    "gmail.com",     "googlemail.com", "yahoo.co.jp", "yahoo.ne.jp", "ymail.ne.jp",    "yahoo.com",
    "icloud.com",    "me.com",         "outlook.jp",  "outlook.com", "hotmail.co.jp",  "hotmail.com",
    "live.jp",       "docomo.ne.jp",   "ezweb.ne.jp", "au.com",      "softbank.ne.jp", "i.softbank.jp",
    "ymobile.ne.jp", "rakuten.jp",     "rakumail.jp", "nifty.com",   "biglobe.ne.jp",  "ocn.ne.jp",
    "plala.or.jp",   "so-net.ne.jp",   "proton.me",
};

std::string domain_of(std::string_view mail) {
    auto const at = mail.rfind('@');
    auto const domain = at == std::string_view::npos ? std::string_view{} : mail.substr(at + 1);
    return std::ranges::find(everybodys_domains, domain) == everybodys_domains.end() ? std::string(domain)
                                                                                     : std::string{};
}

std::int64_t number_of(std::string_view tag, std::string_view value, std::string_view more = {}) {
    std::string text(tag);
    text.append("\n").append(value).append("\n").append(more);
    auto const digest = base::sha256(text);
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 8; ++i) {
        number = number << 8U | digest[i];
    }
    return static_cast<std::int64_t>(number >> 1U);
}

std::string heard(std::string_view kana) {
    std::string text;
    for (auto const c : reading_of(kana).heard) {
        text.append(base::encode_utf8(c));
    }
    return text;
}

// How a name may be written or read: what stands before a ground that is not the name.
std::vector<std::string> writings(Folded const& folded) {
    std::vector<std::string> all;
    if (!folded.name.empty()) {
        all.push_back("n " + folded.name);
    }
    if (!folded.kana.empty()) {
        all.push_back("r " + heard(folded.kana));
    }
    if (folded.latin.size() > 1) {
        all.push_back("l " + base::joined(skeletons(folded.latin)));
    } else if (folded.kana_parts.size() > 1) {
        all.push_back("l " + base::joined(skeletons(romanised(folded.kana_parts))));
    }
    return all;
}

std::string tail(std::string_view text, std::size_t characters) {
    std::vector<std::size_t> starts;
    for (std::size_t at = 0; at < text.size(); at += base::decode_utf8(text, at).length) {
        starts.push_back(at);
    }
    return std::string(starts.size() <= characters ? text : text.substr(starts[starts.size() - characters]));
}

std::string date_text(base::Date const& date) {
    return std::to_string(date.year) + "-" + std::to_string(date.month) + "-" + std::to_string(date.day);
}

// 「鈴木 花子（旧姓 佐藤）」 without its remark.
std::string_view without_remark(std::string_view name) {
    auto const at = std::min(name.find("（"), name.find('('));
    return at == 0 ? name : name.substr(0, at);
}

// For a family name that changed: the given name, as characters and reading, with the date of birth.
std::vector<std::int64_t> given_name_keys(Folded const& folded) {
    std::vector<std::int64_t> keys;
    if (folded.kind == Kind::organization || !folded.birth_date) {
        return keys;
    }
    auto const date = date_text(*folded.birth_date);
    if (folded.kana_parts.size() == 2) {
        keys.push_back(number_of("pg", heard(folded.kana_parts[1]), date));
    }
    if (folded.name_parts.size() == 2) {
        keys.push_back(number_of("pg", folded.name_parts[1], date));
    }
    return keys;
}

void fold_person(Told const& told, Folded& folded) {
    auto const name = without_remark(told.name);
    folded.name = fold_name(name);
    folded.name_parts = name_parts(name);
    folded.kana = fold_name(told.kana);
    folded.kana_parts = name_parts(told.kana);
    if (is_kana(folded.name)) {  // a name of which only the sound is known
        if (folded.kana.empty()) {
            folded.kana = folded.name;
            folded.kana_parts = folded.name_parts;
        }
        folded.name.clear();
        folded.name_parts.clear();
    } else if (has_latin(folded.name) && !has_han(folded.name)) {
        folded.latin = latin_words(name);
        folded.name.clear();
        folded.name_parts.clear();
    }
    if (!is_kana(folded.kana)) {
        if (folded.latin.empty() && has_latin(folded.kana)) {
            folded.latin = latin_words(told.kana);
        }
        folded.kana.clear();
        folded.kana_parts.clear();
    }
}

}  // namespace

Folded fold(Told const& told) {
    Folded folded;
    folded.kind = told.kind;
    folded.told_name = told.name.empty() ? told.kana : told.name;
    if (told.kind == Kind::organization) {
        auto const company = read_company(told.name);
        folded.name = company.core;
        folded.legal_form = company.legal_form;
        folded.branch = company.branch;
        folded.kana = is_kana(fold_name(told.kana)) ? read_company(told.kana).core : std::string();
    } else {
        fold_person(told, folded);
    }
    auto const address = observables::block_of(told.address);
    folded.town = base::match_fold(address.town).text;
    folded.block = address.numbers;
    folded.phones = told.phones;
    folded.mails = told.mails;
    for (auto const& mail : told.mails) {
        if (auto domain = domain_of(mail); !domain.empty()) {
            folded.domains.push_back(std::move(domain));
        }
    }
    folded.birth_date = told.birth_date;
    folded.corporate_number = told.corporate_number;
    return folded;
}

Keys keys_of(Folded const& folded) {
    Keys found;
    bool const company = folded.kind == Kind::organization;
    auto const add = [&](std::string_view tag, std::string_view value, std::string_view more = {}) {
        std::string kinded(company ? "o" : "p");
        found.keys.push_back(number_of(kinded.append(tag), value, more));
    };
    for (auto const& phone : folded.phones) {
        found.keys.push_back(phone_key(phone));
    }
    for (auto const& mail : folded.mails) {
        found.keys.push_back(mail_key(mail));
    }
    if (!folded.corporate_number.empty()) {
        add("c", folded.corporate_number);
    }
    auto const place = folded.town.empty() || folded.block.empty()
                           ? std::string()
                           : tail(folded.town, 3) + " " + folded.block;
    for (auto const& name : writings(folded)) {
        found.names.push_back(number_of("w", name));
        if (folded.birth_date) {
            add("b", name, date_text(*folded.birth_date));
        }
        if (!place.empty()) {
            add("a", name, place);
        }
        for (auto const& domain : company ? folded.domains : std::vector<std::string>{}) {
            add("d", name, domain);
        }
    }
    for (auto const& key : given_name_keys(folded)) {
        found.keys.push_back(key);
    }
    for (auto* keys : {&found.keys, &found.names}) {
        std::ranges::sort(*keys);
        keys->erase(std::unique(keys->begin(), keys->end()), keys->end());
    }
    return found;
}

std::vector<std::int64_t> name_keys(std::string_view asked) {
    Told told;
    told.name = asked;
    auto found = keys_of(fold(told)).names;
    told.kind = Kind::organization;
    auto const company = keys_of(fold(told)).names;
    found.insert(found.end(), company.begin(), company.end());
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

std::int64_t phone_key(std::string_view e164) {
    return number_of("t", e164);
}
std::int64_t mail_key(std::string_view mail) {
    return number_of("m", mail);
}

std::string fingerprint(Folded const& folded) {
    std::string text(folded.kind == Kind::organization ? "o" : "p");
    for (auto const* part : {&folded.name, &folded.kana, &folded.corporate_number}) {
        text.append("\n").append(*part);
    }
    text.append("\n").append(folded.birth_date ? date_text(*folded.birth_date) : std::string());
    return std::to_string(number_of("f", text, base::joined(folded.latin)));
}

bool is_corporate_number(std::string_view digits) {
    if (digits.size() != 13 || !std::ranges::all_of(digits, &observables::is_digit)) {
        return false;
    }
    // 法人番号の指定等に関する省令: 9 − Σ(Pn × Qn) mod 9, n from the right, Qn 1 for odd n and 2 for even.
    int sum = 0;
    for (std::size_t n = 1; n <= 12; ++n) {
        sum += (digits[13 - n] - '0') * (n % 2 == 1 ? 1 : 2);
    }
    return digits[0] - '0' == 9 - sum % 9;
}

std::optional<std::string> corporate_number_in(std::string_view text) {
    auto const folded = base::width_fold(text).text;
    std::string digits;
    bool spoilt = false;  // a longer number
    for (std::size_t at = 0; at <= folded.size(); ++at) {
        char const c = at < folded.size() ? folded[at] : '\n';
        if (observables::is_digit(c)) {
            digits.push_back(c);
            spoilt = digits.size() > 13;
            continue;
        }
        if ((c == ' ' || c == '-') && !digits.empty() && digits.size() < 13) {
            continue;
        }
        if (!spoilt && is_corporate_number(digits)) {
            return digits;
        }
        digits.clear();
        spoilt = false;
    }
    return std::nullopt;
}

bool is_company_name(std::string_view name) {
    return !read_company(name).legal_form.empty();
}

}  // namespace engine::identity
