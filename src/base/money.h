#pragma once
// An amount of money: whole minor units of an ISO 4217 currency (yen, cents), never a double. Crypto amounts
// are not Money.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

struct Money {
    std::int64_t minor_units = 0;
    std::string currency = "JPY";
    bool operator==(Money const&) const = default;
};

// Digits after the decimal point (JPY 0, USD 2, KWD 3); nothing for a code that ISO 4217 does not have.
[[nodiscard]] std::optional<int> minor_digits(std::string_view currency) noexcept;
// "300000 JPY", "12.50 USD"
[[nodiscard]] std::string to_string(Money const& amount);
// 「300,000円」, 「12.50 USD」
[[nodiscard]] std::string to_japanese(Money const& amount);

}  // namespace base
