#include "formats/warninglists/warninglists.h"

#include <doctest/doctest.h>

#include <string>

using formats::warninglists::parse;

TEST_CASE("a warning list is read with its attributes, a numeric version and its entries") {
    auto const list = parse(R"({"name":"Private","description":"RFC 1918","version":7,"type":"cidr",
        "matching_attributes":["ip-src","ip-dst"],"list":["10.0.0.0/8","192.168.0.0/16"]})");
    REQUIRE(list);
    CHECK(list->name == "Private");
    CHECK(list->description == "RFC 1918");
    CHECK(list->version == "7");
    CHECK(list->type == "cidr");
    CHECK(list->matching_attributes == std::vector<std::string>{"ip-src", "ip-dst"});
    CHECK(list->list == std::vector<std::string>{"10.0.0.0/8", "192.168.0.0/16"});
    CHECK(list->violations.empty());
}

TEST_CASE("what a list lacks is named member by member") {
    auto const list = parse(R"({"type":"glob","list":"x"})");
    REQUIRE_FALSE(list);
    REQUIRE(list.violations().size() == 3);
    CHECK(list.violations()[0] == base::Violation{"name", {"名前が必要です", "a name is required"}});
    CHECK(list.violations()[1].field == "type");
    CHECK(list.violations()[1].reason.en ==
          "a type (one of cidr, hostname, string, substring, regex) is required");
    CHECK(list.violations()[2] ==
          base::Violation{"list", {"項目の配列が必要です", "an array of entries is required"}});
}

TEST_CASE("an entry that cannot be used is refused by index and the rest is taken") {
    std::string bytes = R"({"name":"n","type":"string","list":["a",7,"",")";
    bytes.append(5000, 'x').append(R"(","b"]})");
    auto const list = parse(bytes);
    REQUIRE(list);
    CHECK(list->list == std::vector<std::string>{"a", "b"});
    REQUIRE(list->violations.size() == 3);
    CHECK(list->violations[0] ==
          base::Violation{"list/1", {"文字列ではありません（数値）", "not a string (a number)"}});
    CHECK(list->violations[1] == base::Violation{"list/2", {"空です", "it is empty"}});
    CHECK(list->violations[2].reason.en == "too long (5000 bytes; the limit is 4096)");
}

TEST_CASE("a file that is cut, no object, or in another encoding is refused with its position") {
    CHECK(parse("").violations().front().reason.en.find("it ends in the middle") != std::string::npos);
    CHECK(parse("[]").violations().front().reason.ja ==
          "警告リストの JSON オブジェクトではありません（配列）");
    CHECK(parse("{\"name\":\"\x91\x8a\x92\x6b\"}").violations().front().reason.en ==
          "not valid UTF-8 (byte 10); the encoding looks like Shift_JIS");
}
