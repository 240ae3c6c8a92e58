#include "formats/csv/csv.h"

#include <doctest/doctest.h>

#include <string>

using formats::csv::parse;
using formats::csv::Row;
using formats::text::Encoding;
using Fields = std::vector<std::string>;

TEST_CASE("rows are read with quotes, doubled quotes and line ends inside them") {
    auto const table = parse("a,b,c\r\n\"x, y\",\"say \"\"hi\"\"\",\"two\nlines\"\r\n\r\nlast,,");
    REQUIRE(table);
    REQUIRE(table->rows.size() == 3);
    CHECK(table->rows[0] == Row{1, {"a", "b", "c"}});
    CHECK(table->rows[1] == Row{2, {"x, y", "say \"hi\"", "two\nlines"}});
    CHECK(table->rows[2] == Row{5, {"last", "", ""}});
    CHECK(table->violations.empty());
    CHECK(table->encoding == Encoding::utf8);
}

TEST_CASE("a Shift_JIS file and one with a byte order mark become UTF-8, and the encoding is named") {
    auto const sjis = parse("\x96\xbc\x8f\xcc,\x8f\x5a\x8f\x8a\r\n");
    REQUIRE(sjis);
    CHECK(sjis->encoding == Encoding::shift_jis);
    CHECK(sjis->rows[0].fields == Fields{"名称", "住所"});
    auto const marked = parse(
        "\xEF\xBB\xBF"
        "名称,住所\n");
    REQUIRE(marked);
    CHECK(marked->rows[0].fields == Fields{"名称", "住所"});
}

TEST_CASE("another separator may be asked for") {
    CHECK(parse("a;b,c\n", ';')->rows[0].fields == Fields{"a", "b,c"});
    CHECK(parse("a\tb\n", '\t')->rows[0].fields == Fields{"a", "b"});
}

TEST_CASE("a quote that is never closed loses its line, the rest goes on") {
    auto const table = parse("a,b\nx,\"open\nc,d\n");
    REQUIRE(table);
    REQUIRE(table->rows.size() == 2);
    CHECK(table->rows[1] == Row{3, {"c", "d"}});
    REQUIRE(table->violations.size() == 1);
    CHECK(table->violations[0] ==
          base::Violation{"line 2", {"引用符「\"」が閉じられていません", "a quote is never closed"}});
}

TEST_CASE("text after a closing quote, too many fields and endless fields are refused by line") {
    std::string bytes = "\"a\"b\n";
    bytes.append(2'000, ',').append("\n").append(formats::csv::longest_field + 1, 'x').append("\nok\n");
    auto const table = parse(bytes);
    REQUIRE(table);
    REQUIRE(table->rows.size() == 1);
    CHECK(table->rows[0] == Row{4, {"ok"}});
    REQUIRE(table->violations.size() == 3);
    CHECK(table->violations[0].reason.en == "there is text after a closing quote");
    CHECK(table->violations[1].field == "line 2");
    CHECK(table->violations[2].reason.en == "a row may have 1000 fields of 1048576 bytes");
}

TEST_CASE("bytes of no known encoding and a file over the limit are refused whole") {
    CHECK(parse("a,\xFF\xFE\xFD\xFC\n").violations().front().reason.en ==
          "the encoding cannot be read (unknown)");
    CHECK(parse(std::string(formats::csv::largest_file + 1, 'a')).violations().front().reason.ja ==
          "ファイルが大きすぎます（上限は 67108864 バイト）");
    CHECK(parse("")->rows.empty());
}
