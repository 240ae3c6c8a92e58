#include "base/money.h"

#include <doctest/doctest.h>

#include <limits>

namespace base {

namespace {

TEST_CASE("a currency's minor digits are those of ISO 4217, an unknown code has none") {
    CHECK(minor_digits("JPY") == 0);
    CHECK(minor_digits("USD") == 2);
    CHECK(minor_digits("KWD") == 3);
    CHECK_FALSE(minor_digits("YEN"));
    CHECK_FALSE(minor_digits("jpy"));
    CHECK_FALSE(minor_digits("JP"));
    CHECK_FALSE(minor_digits("D A"));
    CHECK_FALSE(minor_digits(""));
}

TEST_CASE("an amount is written exactly, for programs and for people") {
    CHECK(to_string(Money{300'000, "JPY"}) == "300000 JPY");
    CHECK(to_string(Money{1250, "USD"}) == "12.50 USD");
    CHECK(to_string(Money{5, "KWD"}) == "0.005 KWD");
    CHECK(to_string(Money{-5, "USD"}) == "-0.05 USD");
    CHECK(to_string(Money{std::numeric_limits<std::int64_t>::min(), "JPY"}) == "-9223372036854775808 JPY");
    CHECK(to_japanese(Money{1'234'567, "JPY"}) == "1,234,567円");
    CHECK(to_japanese(Money{-100, "JPY"}) == "-100円");
    CHECK(to_japanese(Money{123'456, "USD"}) == "1,234.56 USD");
}

}  // namespace

}  // namespace base
