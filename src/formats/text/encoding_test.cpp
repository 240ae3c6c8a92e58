#include "formats/text/encoding.h"

#include <doctest/doctest.h>

using formats::text::Encoding;
using formats::text::encoding_name;
using formats::text::first_invalid_utf8;
using formats::text::guess_encoding;
using formats::text::to_utf8;
using namespace std::string_view_literals;

namespace {

constexpr auto japanese_sjis =
    "\x91\x8a\x92\x6b\x93\xe0\x97\x65\x81\x46\x8b\xa2\x8a\x7a\x90\xbf\x8b\x81"sv;  // 相談内容：金額請求-like
constexpr auto japanese_euc = "\xc1\xea\xc3\xcc\xc6\xe2\xcd\xc6"sv;                // 相談内容
constexpr auto japanese_jis = "\x1b$BAjCLFbMF\x1b(B"sv;                            // 相談内容

}  // namespace

TEST_CASE("well-formed UTF-8 has no invalid byte") {
    CHECK_FALSE(first_invalid_utf8(""));
    CHECK_FALSE(first_invalid_utf8("plain ASCII longer than eight bytes"));
    CHECK_FALSE(first_invalid_utf8("相談内容 😀 \u00E9"));
}

TEST_CASE("overlong forms, surrogates, lone continuations and cut characters are found at their first byte") {
    CHECK(first_invalid_utf8("abcdefgh\xC0\xAF") == 8);
    CHECK(first_invalid_utf8("\xE0\x80\x80") == 0);
    CHECK(first_invalid_utf8("a\xED\xA0\x80") == 1);
    CHECK(first_invalid_utf8("ab\x80") == 2);
    CHECK(first_invalid_utf8("abc\xE3\x81") == 3);
    CHECK(first_invalid_utf8("\xF4\x90\x80\x80") == 0);
    CHECK(first_invalid_utf8("\xFF") == 0);
}

TEST_CASE("the encodings of Japanese offices are told apart") {
    CHECK(guess_encoding("相談") == Encoding::utf8);
    CHECK(guess_encoding("\xEF\xBB\xBFplain") == Encoding::utf8);
    CHECK(guess_encoding(japanese_sjis) == Encoding::shift_jis);
    CHECK(guess_encoding(japanese_euc) == Encoding::euc_jp);
    CHECK(guess_encoding(japanese_jis) == Encoding::iso_2022_jp);
    CHECK(guess_encoding("\xFF\xFE{\0\"\0"sv) == Encoding::utf16_le);
    CHECK(guess_encoding("\xFE\xFF\0{\0\""sv) == Encoding::utf16_be);
    CHECK(guess_encoding("{\0\"\0i\0d\0\"\0"sv) == Encoding::utf16_le);
    CHECK(guess_encoding("\0{\0\"\0i\0d\0\""sv) == Encoding::utf16_be);
    CHECK(guess_encoding("\xFF\xFE\0\0{\0\0\0"sv) == Encoding::utf32_le);
    CHECK(guess_encoding("\0\0\xFE\xFF\0\0\0{"sv) == Encoding::utf32_be);
    CHECK(guess_encoding("abc \xFF\xFE\xFD\xFC\xFB") == Encoding::unknown);
}

TEST_CASE("a text in a known encoding becomes UTF-8, a wrong byte makes it nothing") {
    CHECK(to_utf8(japanese_euc, Encoding::euc_jp) == "相談内容");
    CHECK(to_utf8(japanese_jis, Encoding::iso_2022_jp) == "相談内容");
    CHECK(to_utf8(japanese_sjis, Encoding::shift_jis)->starts_with("相談内容"));
    CHECK(to_utf8("\x87\x40"sv, Encoding::shift_jis) == "①");  // Windows' extension
    CHECK(to_utf8("\xFF\xFEi\0d\0"sv, Encoding::utf16_le) == "id");
    CHECK(to_utf8("\xEF\xBB\xBFid"sv, Encoding::utf8) == "id");
    CHECK_FALSE(to_utf8("\x81"sv, Encoding::shift_jis));
    CHECK_FALSE(to_utf8("\xFF"sv, Encoding::utf8));
    CHECK_FALSE(to_utf8("abc"sv, Encoding::unknown));
}

TEST_CASE("a long text is converted whole") {
    std::string bytes;
    std::string expected;
    for (int i = 0; i < 20'000; ++i) {
        bytes += japanese_euc;
        expected += "相談内容";
    }
    CHECK(to_utf8(bytes, Encoding::euc_jp) == expected);
    CHECK(encoding_name(Encoding::shift_jis) == "Shift_JIS");
    CHECK(encoding_name(Encoding::unknown).empty());
}
