#include "base/money.h"

#include <algorithm>
#include <array>

namespace base {

namespace {

// ISO 4217 active codes by their number of minor digits.
constexpr std::string_view no_digits = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
constexpr std::string_view three_digits = "BHD IQD JOD KWD LYD OMR TND";
constexpr std::string_view two_digits =
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY "
    "COP "
    "CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS "
    "INR "
    "IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR "
    "MZN "
    "NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD "
    "SSP "
    "STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW ZWG";

bool lists(std::string_view codes, std::string_view code) noexcept {
    for (std::size_t at = 0; at + 3 <= codes.size(); at += 4) {
        if (codes.substr(at, 3) == code) {
            return true;
        }
    }
    return false;
}

struct Digits {
    bool negative = false;
    std::string whole;
    std::string fraction;
};

Digits split(Money const& amount) {
    Digits digits;
    digits.negative = amount.minor_units < 0;
    // Negated as unsigned: the smallest int64 has no positive counterpart.
    auto const bits = static_cast<std::uint64_t>(amount.minor_units);
    digits.whole = std::to_string(digits.negative ? 0 - bits : bits);
    auto const places = static_cast<std::size_t>(minor_digits(amount.currency).value_or(0));
    if (digits.whole.size() <= places) {
        digits.whole.insert(0, places + 1 - digits.whole.size(), '0');
    }
    digits.fraction = digits.whole.substr(digits.whole.size() - places);
    digits.whole.resize(digits.whole.size() - places);
    return digits;
}

std::string join(Digits const& digits) {
    std::string text = digits.negative ? "-" : "";
    text.append(digits.whole);
    if (!digits.fraction.empty()) {
        text.append(".").append(digits.fraction);
    }
    return text;
}

}  // namespace

std::optional<int> minor_digits(std::string_view currency) noexcept {
    if (currency.size() != 3) {
        return std::nullopt;
    }
    if (lists(no_digits, currency)) {
        return 0;
    }
    if (lists(two_digits, currency)) {
        return 2;
    }
    if (lists(three_digits, currency)) {
        return 3;
    }
    return std::nullopt;
}

std::string to_string(Money const& amount) {
    auto text = join(split(amount));
    text.append(" ").append(amount.currency);
    return text;
}

std::string to_japanese(Money const& amount) {
    auto digits = split(amount);
    for (std::size_t at = digits.whole.size(); at > 3;) {
        at -= 3;
        digits.whole.insert(at, ",");
    }
    auto text = join(digits);
    if (amount.currency == "JPY") {
        text.append("円");
    } else {
        text.append(" ").append(amount.currency);
    }
    return text;
}

}  // namespace base
