#include "engine/links/rules.h"

#include <doctest/doctest.h>

using engine::links::is_post;

TEST_CASE("a post or thread of a service that many write on does not speak for its host") {
    CHECK(is_post("https://x.example/night_rain_04/status/1990022118877?s=20", ""));
    CHECK(is_post("https://board.example/test/read.cgi/7712/", ""));
    CHECK(is_post("https://anon-room.example/s/55120/101-150", "元の掲示板は"));
    CHECK(is_post("https://anon-room.example/t/771203", "スレッドにも同文"));
}

TEST_CASE("a page of a site that somebody made for himself does") {
    CHECK_FALSE(is_post("https://anon-room.example/t/771203", "偽の通販サイト"));
    CHECK_FALSE(is_post("https://login-77bank.top/signin", "投稿された"));
    CHECK_FALSE(is_post("https://shop.example/items/88123", "投稿を見て買った"));
    CHECK_FALSE(is_post("https://shop.example/t/7", "掲示板"));
    CHECK_FALSE(is_post("https://shop.example", "掲示板"));
    CHECK_FALSE(is_post("https://shop.example/status/", ""));
    CHECK_FALSE(is_post("", "掲示板"));
}
