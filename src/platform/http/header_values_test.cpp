#include "platform/http/header_values.h"

#include "platform/http/cookies.h"

#include <doctest/doctest.h>

namespace platform::http {

TEST_CASE("Japanese is the language unless English is liked better") {
    for (auto const* japanese : {"", "ja", "fr", "*", "en;q=0.5,ja", "en;q=0", "ja-JP,en-US;q=0.9", "en,ja",
                                 "en;q=x", "enx", ";;,,;q=1"}) {
        CAPTURE(japanese);
        CHECK(preferred_language(japanese) == Language::ja);
    }
    for (auto const* english :
         {"en", "en-GB", "EN-us,fr;q=0.3", "ja;q=0.8, en;q=0.9", "fr, en;q=0.1", "ja;q=0,en;q=0.001"}) {
        CAPTURE(english);
        CHECK(preferred_language(english) == Language::en);
    }
}

TEST_CASE("an encoding is accepted when it is named with a weight") {
    CHECK(accepts_encoding("gzip, deflate, br", "br"));
    CHECK(accepts_encoding("BR;q=0.1", "br"));
    CHECK(!accepts_encoding("br;q=0", "br"));
    CHECK(!accepts_encoding("br;q=0.000", "br"));
    CHECK(!accepts_encoding("gzip", "br"));
    CHECK(!accepts_encoding("*", "br"));
    CHECK(!accepts_encoding("", "br"));
}

TEST_CASE("a media type is compared without its parameters and case") {
    CHECK(media_type("Application/JSON; charset=utf-8") == "application/json");
    CHECK(media_type(" text/plain ") == "text/plain");
    for (auto const* bad : {"", "json", "/", "a/", "/b", "a/b/c", "a b/c", ";"}) {
        CAPTURE(bad);
        CHECK(media_type(bad).empty());
    }
}

TEST_CASE("an entity tag is found in a list, weakly compared") {
    CHECK(names_etag("\"1\", W/\"2\"", "\"2\""));
    CHECK(names_etag("*", "\"2\""));
    CHECK(!names_etag("\"1\"", "\"2\""));
    CHECK(!names_etag("", "\"2\""));
}

TEST_CASE("a cookie is found by its exact name") {
    CHECK(find_cookie("a=1; session=x=y; b=2", "session") == "x=y");
    CHECK(find_cookie("session=\"quoted\"", "session") == "quoted");
    CHECK(find_cookie("session=; session=2", "session") == "");
    CHECK(!find_cookie("xsession=1; Session=2; session", "session"));
    CHECK(!find_cookie("", "session"));
    CHECK(!find_cookie(";;;=;", "session"));
}

TEST_CASE("a cookie is written for our own site only") {
    CHECK(set_cookie("renkei", "abc", Transport::plain_loopback) ==
          "renkei=abc; Path=/; HttpOnly; SameSite=Strict");
    CHECK(set_cookie("renkei", "abc", Transport::behind_tls_proxy, std::chrono::hours(1)) ==
          "__Host-renkei=abc; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=3600");
    CHECK(clear_cookie("renkei", Transport::plain_loopback) ==
          "renkei=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
}

}  // namespace platform::http
