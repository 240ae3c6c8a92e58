#include "formats/office_values/office_values.h"

#include <doctest/doctest.h>

namespace {

using formats::office_values::read_date;
using formats::office_values::read_digits;
using formats::office_values::read_money;
using formats::office_values::read_phone;
using formats::office_values::read_told_time;

std::string date(std::string_view text) {
    auto const read = read_date(text);
    return read ? base::to_iso(*read) : "";
}

std::string amount(std::string_view text) {
    auto const read = read_money(text);
    return read ? base::to_string(*read) : "";
}

std::string interval(std::string_view text) {
    auto const read = read_told_time(text);
    return read ? base::to_iso(read->earliest) + " " + base::to_iso(read->latest) : "";
}

}  // namespace

TEST_CASE("dates are read as offices write them") {
    for (std::string_view const text :
         {"令和8年11月22日", "R8.11.22", "２０２６／１１／２２", "20261122", "2026-11-22",
          "令和８年１１月２２日（日）", "2026年11月22日 日曜日", " 2026.11.22 "}) {
        CHECK_MESSAGE(date(text) == "2026-11-22", text);
    }
    CHECK(date("平成31年4月30日") == "2019-04-30");
    CHECK(date("令和元年5月1日") == "2019-05-01");
    CHECK(date("昭和64年1月7日") == "1989-01-07");
    for (std::string_view const text :
         {"11月22日", "きのう", "2026-02-30", "2026/13/1", "", "R0.1.1", "令和8年"}) {
        CHECK_MESSAGE(date(text).empty(), text);
    }
}

TEST_CASE("told times become intervals as narrow as they were told") {
    CHECK(interval("令和8年11月22日") == "2026-11-21T15:00:00.000Z 2026-11-22T14:59:59.999Z");
    CHECK(interval("令和8年11月22日 午後2時頃") == "2026-11-22T05:00:00.000Z 2026-11-22T05:59:59.999Z");
    CHECK(interval("2026/11/22 14:05") == "2026-11-22T05:05:00.000Z 2026-11-22T05:05:59.999Z");
    CHECK(interval("2026-11-22T14:05:09") == "2026-11-22T05:05:09.000Z 2026-11-22T05:05:09.999Z");
    CHECK(interval("2026年11月22日14時半ごろ") == "2026-11-22T05:30:00.000Z 2026-11-22T05:30:59.999Z");
    CHECK(interval("2026-11-22T14:05:09+09:00") == "2026-11-22T05:05:09.000Z 2026-11-22T05:05:09.000Z");
    CHECK(interval("先週の金曜").empty());
    CHECK(read_told_time(" 令和8年11月22日 ")->wording == "令和8年11月22日");
}

TEST_CASE("amounts are read as offices write them") {
    CHECK(amount("1,234,567円") == "1234567 JPY");
    CHECK(amount("￥１２，３４５") == "12345 JPY");
    CHECK(amount("-500") == "-500 JPY");
    CHECK(amount("▲1,200") == "-1200 JPY");
    CHECK(amount("30万円") == "300000 JPY");
    CHECK(amount("1億2,000万5千円") == "120005000 JPY");
    CHECK(amount("金300,000円也") == "300000 JPY");
    CHECK(amount("1500000.0") == "1500000 JPY");
    CHECK(amount("12.50 USD") == "12.50 USD");
    CHECK(amount("$1,000") == "1000.00 USD");
    for (std::string_view const text :
         {"", "不明", "12.5円", "1,2", "99999999999999999999", "9999999999999兆円", "円"}) {
        CHECK_MESSAGE(amount(text).empty(), text << " gave " << amount(text));
    }
}

TEST_CASE("telephone and account numbers are read without their marks") {
    CHECK(read_phone("０２２－２２１－７１７１") == "0222217171");
    CHECK(read_phone("(090) 1234-5678") == "09012345678");
    CHECK(read_phone("+81 22 221 7171") == "+81222217171");
    CHECK_FALSE(read_phone("内線3"));
    CHECK_FALSE(read_phone("12345"));
    CHECK(read_digits("１２３-４５６７") == "1234567");
    CHECK_FALSE(read_digits("12A"));
    CHECK_FALSE(read_digits(""));
}
