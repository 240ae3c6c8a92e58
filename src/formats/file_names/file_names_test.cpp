#include "formats/file_names/file_names.h"

#include <doctest/doctest.h>

TEST_CASE("names that hide their ending are seen, variant characters and emoji are not taken for it") {
    using formats::file_names::is_deceptive;
    CHECK(is_deceptive("invoice\u202Efdp.exe"));
    CHECK(is_deceptive("a\u2066b"));
    CHECK(is_deceptive("a\u200B.txt"));
    CHECK(is_deceptive("請求書.pdf          .exe"));
    CHECK(is_deceptive("a\nb"));
    CHECK_FALSE(is_deceptive("葛\U000E0100城 髙﨑👨\u200D👩.jpg"));
    CHECK_FALSE(is_deceptive("令和8年 請求書.pdf"));
}

TEST_CASE("endings tell what runs and what is an archive, in any width and case") {
    using formats::file_names::is_archive;
    using formats::file_names::is_executable;
    CHECK(is_executable("請求書.pdf.EXE"));
    CHECK(is_executable("請求書．ｅｘｅ"));
    CHECK(is_executable("a.exe. "));
    CHECK(is_executable("表.xlsm"));
    CHECK_FALSE(is_executable("表.xlsx"));
    CHECK_FALSE(is_executable("exe"));
    CHECK(is_archive("a.LZH"));
    CHECK_FALSE(is_archive("a.txt"));
}

TEST_CASE("names that point outside their folder are seen") {
    using formats::file_names::points_outside;
    CHECK(points_outside("/etc/passwd"));
    CHECK(points_outside("a/../../b"));
    CHECK(points_outside("C:\\x"));
    CHECK(points_outside("..\\x"));
    CHECK_FALSE(points_outside("a..b/c.txt"));
}
