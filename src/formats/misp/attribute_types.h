#pragma once
// MISP's attribute types beside our observable types, and whether a value can be of its type at all.

#include "base/problem.h"

#include <optional>
#include <string_view>

namespace formats::misp {

// What a value of one MISP type is to us; `ip` and `vulnerability` are decided by the value.
enum class Meaning {
    none,
    ip,
    domain,
    url,
    uri,
    email,
    md5,
    sha1,
    sha256,
    sha512,
    filename,
    btc,
    xmr,
    asn,
    mac,
    phone,
    bank_account,
    card_number,
    account,
    vulnerability,
    onion,
    port,
};

struct AttributeType {
    std::string_view name;
    Meaning first = Meaning::none;
    std::optional<Meaning> second;  // of a composite type
    bool split_at_last = false;     // the second part never holds '|', the first may
};

// nullptr where MISP has no such type.
[[nodiscard]] AttributeType const* find_attribute_type(std::string_view name) noexcept;

struct Judgement {
    std::string_view type;               // our type name or ""
    std::optional<base::Words> refused;  // why the value cannot be of that type
};
// Blanks around the value and the usual defanging are no reason to refuse.
[[nodiscard]] Judgement judge(Meaning meaning, std::string_view value);

}  // namespace formats::misp
