#include "base/utf8.h"

#include <doctest/doctest.h>
#include <unicode/utf8.h>

#include <cstdint>
#include <random>
#include <string>

namespace base {

namespace {

// ICU's decoder, as the reference.
std::optional<std::size_t> count_by_icu(std::string_view text) {
    std::size_t count = 0;
    auto const length = static_cast<std::int32_t>(text.size());
    auto const* const bytes = reinterpret_cast<std::uint8_t const*>(text.data());
    for (std::int32_t at = 0; at < length; ++count) {
        UChar32 code_point = 0;
        U8_NEXT(bytes, at, length, code_point);
        if (code_point < 0) {
            return std::nullopt;
        }
    }
    return count;
}

TEST_CASE("characters are counted, not bytes") {
    CHECK(count_code_points("") == 0);
    CHECK(count_code_points("aあ𠮷é") == 4);
    CHECK(count_code_points(std::string_view("\0", 1)) == 1);
}

TEST_CASE("surrogates, overlong forms, cut sequences and what lies beyond Unicode are not UTF-8") {
    for (std::string_view const text :
         {"\xed\xa0\x80", "\xc0\x80", "\xe0\x80\xaf", "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xff", "\x80",
          "\xe3\x81", "a\xf0\x9f\x98", "\xc3("}) {
        CHECK_FALSE(count_code_points(text));
    }
}

TEST_CASE("random bytes are judged as ICU judges them") {
    std::mt19937 generator(3);
    constexpr std::string_view bytes =
        "aZ\x7f\x80\x81\x8f\x90\x9f\xa0\xbf\xc0\xc1\xc2\xdf\xe0\xed\xee\xef\xf0\xf1\xf4\xf5\xff";
    for (int i = 0; i < 200'000; ++i) {
        std::string text;
        for (auto length = generator() % 6; length > 0; --length) {
            text.push_back(bytes[generator() % bytes.size()]);
        }
        REQUIRE(count_code_points(text) == count_by_icu(text));
    }
}

TEST_CASE("a text is cut between characters") {
    CHECK(first_code_points("あい𠮷う", 3) == "あい𠮷");
    CHECK(first_code_points("ab", 5) == "ab");
    CHECK(first_code_points("a\xff"
                            "b",
                            5) == "a");
    CHECK(first_code_points("ab", 0).empty());
}

}  // namespace

}  // namespace base
