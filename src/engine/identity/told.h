#pragma once
// A person or company as one record tells of it, and what is compared of it.

#include "base/instant.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::identity {

enum class Kind : std::uint8_t { person, organization };

struct Told {
    Kind kind = Kind::person;
    std::string name;
    std::string kana;
    std::string address;
    std::vector<std::string> phones;  // E.164
    std::vector<std::string> mails;   // folded
    std::optional<base::Date> birth_date;
    std::string corporate_number;  // 法人番号: 13 digits, checked
};

// What is compared, worked out once.
struct Folded {
    Kind kind = Kind::person;
    std::string told_name;  // as written, for the sentences
    std::string name;       // of a company: without its legal form and branch
    std::vector<std::string> name_parts;
    std::string kana;
    std::vector<std::string> kana_parts;
    std::vector<std::string> latin;  // words of a name in Latin letters
    std::string legal_form;          // kabushiki, yugen … or nothing
    std::string branch;              // 仙台支店
    std::string town;                // of the address: what stands before the first number
    std::string block;               // "1-2-3"
    std::vector<std::string> phones;
    std::vector<std::string> mails;
    std::vector<std::string> domains;  // of mails, but for those that everybody may have
    std::optional<base::Date> birth_date;
    std::string corporate_number;
};
[[nodiscard]] Folded fold(Told const& told);

// By which candidates are found, as numbers for an index. Two parties that are worth comparing share one of
// `keys`; none of them is a name alone. `names` find a party by its name or reading in any writing.
struct Keys {
    std::vector<std::int64_t> keys;
    std::vector<std::int64_t> names;
};
[[nodiscard]] Keys keys_of(Folded const& folded);
// Keys of the second sort for what somebody looks for: a name, a reading, or Latin letters.
[[nodiscard]] std::vector<std::int64_t> name_keys(std::string_view asked);
[[nodiscard]] std::int64_t phone_key(std::string_view e164);
[[nodiscard]] std::int64_t mail_key(std::string_view mail);

// Who is told of, in any writing, as one short text: another one when it is no longer the same name, reading,
// date of birth or 法人番号.
[[nodiscard]] std::string fingerprint(Folded const& folded);

// The 13 digits of a 法人番号 in a text (full-width, T before them, spaces between), when its check digit is
// right.
[[nodiscard]] std::optional<std::string> corporate_number_in(std::string_view text);
[[nodiscard]] bool is_corporate_number(std::string_view digits);
// Whether a name is a company's by its words: 株式会社, 有限会社, 医療法人, Inc. …
[[nodiscard]] bool is_company_name(std::string_view name);

// The version of folds and keys: keys of another version are made anew.
constexpr std::int64_t keys_version = 1;

}  // namespace engine::identity
