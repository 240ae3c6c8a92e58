#include "platform/http/address_range.h"

#include <doctest/doctest.h>

namespace platform::http {

TEST_CASE("a range contains its addresses and no others") {
    auto const ten = AddressRange::parse("10.0.0.0/8");
    REQUIRE(ten);
    CHECK(ten->contains("10.1.2.3"));
    CHECK(ten->contains("::ffff:10.1.2.3"));
    CHECK(!ten->contains("11.0.0.0"));
    CHECK(!ten->contains("::1"));
    CHECK(!ten->contains("not an address"));
    auto const six = AddressRange::parse("2001:db8::/33");
    REQUIRE(six);
    CHECK(six->contains("2001:db8:7fff::1"));
    CHECK(!six->contains("2001:db8:8000::1"));
    CHECK(AddressRange::parse("127.0.0.1")->contains("127.0.0.1"));
    CHECK(!AddressRange::parse("127.0.0.1")->contains("127.0.0.2"));
    CHECK(AddressRange::parse("0.0.0.0/0")->contains("203.0.113.9"));
}

TEST_CASE("what is not a range is refused with its reason") {
    for (auto const* bad :
         {"", "10.0.0.0/", "10.0.0.0/33", "10.0.0.1/8", "10.0.0/8", "::/129", "::1/-1", "x", "10.0.0.0/8 "}) {
        CAPTURE(bad);
        auto const range = AddressRange::parse(bad);
        REQUIRE(!range);
        CHECK(!range.violations().front().reason.ja.empty());
    }
}

TEST_CASE("loopback is known in both families") {
    CHECK(is_loopback_address("127.0.0.1"));
    CHECK(is_loopback_address("127.9.9.9"));
    CHECK(is_loopback_address("::1"));
    CHECK(!is_loopback_address("0.0.0.0"));
    CHECK(!is_loopback_address("::"));
    CHECK(!is_loopback_address("localhost"));
}

TEST_CASE("the client is the last address that no proxy of ours has") {
    auto const proxies = AddressRange::parse("10.0.0.0/8");
    CHECK(client_address("203.0.113.9, 198.51.100.7, 10.0.0.2", "10.0.0.1", *proxies) == "198.51.100.7");
    CHECK(client_address("198.51.100.7", "10.0.0.1", *proxies) == "198.51.100.7");
    CHECK(client_address("", "10.0.0.1", *proxies) == "10.0.0.1");
    CHECK(client_address("198.51.100.7, garbage", "10.0.0.1", *proxies) == "10.0.0.1");
    CHECK(client_address("10.0.0.3", "10.0.0.1", *proxies) == "10.0.0.1");
}

}  // namespace platform::http
