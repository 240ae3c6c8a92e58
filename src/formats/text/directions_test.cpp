#include "formats/text/directions.h"

#include <doctest/doctest.h>

TEST_CASE("what turns the direction of writing is written out, and nothing else is touched") {
    using formats::text::directions_shown;
    CHECK(directions_shown("ご請求\u202Efdp.exe") == "ご請求〔U+202E〕fdp.exe");
    CHECK(directions_shown("\u2066a\u061C") == "〔U+2066〕a〔U+061C〕");
    CHECK(directions_shown("髙﨑 葛\U000E0100城 👨\u200D👩\n\t") == "髙﨑 葛\U000E0100城 👨\u200D👩\n\t");
    CHECK(directions_shown("a\xFFz") == "a\xFFz");
    CHECK(directions_shown("").empty());
}
