#include "base/text_fold.h"

#include "base/utf8.h"

#include <doctest/doctest.h>

#include <string>

namespace base {

TEST_CASE("the search fold makes widths, cases, dashes and name variants one") {
    CHECK(search_fold("ＬＩＮＥ ｱｲｽ").text == "line アイス");
    CHECK(search_fold("髙橋").text == search_fold("高橋").text);
    CHECK(search_fold("データ").text == search_fold("デ−タ").text);
    CHECK(search_fold("㈱").text == "(株)");
}

TEST_CASE("the match fold also makes kana one and drops blanks") {
    CHECK(match_fold("テレ グラム").text == "てれぐらむ");
    CHECK(match_fold("ｶﾞｷﾞ").text == "がぎ");
}

TEST_CASE("the width fold keeps case, and keeps circled numbers from becoming digits") {
    CHECK(width_fold("Ｂｃ１　①０").text == "Bc1 ①0");
    CHECK(width_fold("ab\u200Bc").text == "abc");
    CHECK(width_fold("…").text == "…");
}

TEST_CASE("every folded byte leads back to whole source characters") {
    auto const folded = width_fold("aﾊﾟｂ");
    REQUIRE(folded.text == "aパb");
    CHECK(folded.source(1, 4) == SourceSpan{1, 7});
    CHECK(folded.source(4, 5) == SourceSpan{7, 10});
    auto const company = search_fold("x㈱y");
    CHECK(company.text == "x(株)y");
    CHECK(company.source(2, 5) == SourceSpan{1, 4});
    CHECK(folded.offsets.size() == folded.text.size() + 1);
    CHECK(folded.offsets.back() == 10);
}

TEST_CASE("endless combining marks and invalid bytes fold in bounded time") {
    std::string marks = "a";
    for (int i = 0; i < 20'000; ++i) {
        marks += "\u0301";
    }
    CHECK(search_fold(marks).offsets.back() == marks.size());
    CHECK(is_storable_text(search_fold("\xFF\xE3\x81").text));
}

TEST_CASE("UTF-8 is checked, decoded and repaired") {
    CHECK(is_storable_text("仙台𠮷"));
    CHECK_FALSE(is_storable_text(std::string_view{"a\0b", 3}));
    CHECK_FALSE(is_storable_text("\xC0\xAF"));
    CHECK_FALSE(is_storable_text("\xED\xA0\x80"));
    CHECK_FALSE(is_storable_text("\xF4\x90\x80\x80"));
    CHECK(repaired_text("a\xFF"
                        "b") == "a\uFFFDb");
    CHECK(decode_utf8("𠮷", 0).value == 0x20BB7);
    CHECK(encode_utf8(0x20BB7) == "𠮷");
    CHECK(is_character_boundary("あ", 3));
    CHECK_FALSE(is_character_boundary("あ", 1));
}

}  // namespace base
