#include "platform/http/target.h"

#include <doctest/doctest.h>

namespace platform::http {

TEST_CASE("a target is decoded into a path and a query in order") {
    auto const target =
        parse_target("/api/v1/%E7%9B%B8%E8%AB%87/7?q=%E5%8F%A3+%E5%BA%A7&filter[kind]=a&q=&flag");
    REQUIRE(target);
    CHECK(target->path == "/api/v1/相談/7");
    CHECK(target->query == Pairs{{"q", "口 座"}, {"filter[kind]", "a"}, {"q", ""}, {"flag", ""}});
}

TEST_CASE("a plus stays a plus in a path") {
    CHECK(parse_target("/a+b")->path == "/a+b");
}

TEST_CASE("an absolute target gives its host and an empty path becomes the root") {
    auto const target = parse_target("HTTP://Example.jp:8080?x=1");
    REQUIRE(target);
    CHECK(target->scheme == "http");
    CHECK(target->authority == "example.jp:8080");
    CHECK(target->path == "/");
    CHECK(target->query == Pairs{{"x", "1"}});
}

TEST_CASE("targets that can be read in two ways are refused") {
    for (auto const* bad : {
             "",
             "relative",
             "ftp://example.jp/",
             "http:///path",
             "http://user@example.jp/",
             "/a/../b",
             "/a/%2e%2e/b",
             "/.",
             "/a/.%2E",
             "/a%2fb",
             "/a%5Cb",
             "/a\\b",
             "/a%00b",
             "/a%0ab",
             "/a%7fb",
             "/%",
             "/%4",
             "/%zz",
             "/%c0%af",        // overlong slash
             "/%e0%80%af",     // overlong slash in three bytes
             "/%ed%a0%80",     // a surrogate
             "/%f4%90%80%80",  // beyond U+10FFFF
             "/%e3%81",        // cut
             "/%ff",
             "/a#fragment",
             "/a b",
             "/a?b#c",
             "/a?b=%00",
             "/a?b=%c0%80",
             "/a?b=%2",
             "/\xe3\x81\x82",  // not percent-encoded
             "/a<b",
         }) {
        CAPTURE(bad);
        CHECK(!parse_target(bad));
    }
}

TEST_CASE("a refused target names the field and says why in both languages") {
    auto const target = parse_target("/a/../b");
    REQUIRE(!target);
    CHECK(target.violations().front().field == "target");
    CHECK(target.violations().front().reason.en == "dot segments are not accepted");
    CHECK(!target.violations().front().reason.ja.empty());
}

TEST_CASE("a query has at most 200 parameters") {
    std::string query = "/?";
    for (int i = 0; i < 200; ++i) {
        query.append("a=1&");
    }
    CHECK(parse_target(query));
    query.append("a=1");
    CHECK(!parse_target(query));
}

TEST_CASE("line breaks may stand in a query value but never in a path") {
    CHECK(parse_target("/?text=a%0D%0Ab")->query.front().second == "a\r\nb");
    CHECK(!parse_target("/a%0D%0Ab"));
}

TEST_CASE("UTF-8 is told from what only resembles it") {
    CHECK(is_valid_utf8("髙橋 😀 é"));
    CHECK(is_valid_utf8("\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf"));
    CHECK(!is_valid_utf8("\x80"));
    CHECK(!is_valid_utf8("\xc1\xbf"));
    CHECK(!is_valid_utf8("\xf0\x8f\xbf\xbf"));
    CHECK(!is_valid_utf8("\xf5\x80\x80\x80"));
    CHECK(!is_valid_utf8("\xe3\x81"));
}

}  // namespace platform::http
