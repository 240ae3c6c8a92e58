#include "formats/text/lines.h"

#include <doctest/doctest.h>

#include <string>

using formats::text::Line;
using formats::text::LineReader;
using namespace std::string_view_literals;

namespace {

std::vector<Line> read(std::string_view input, std::size_t chunk, std::size_t longest = 100) {
    LineReader reader(longest);
    std::vector<Line> all;
    for (std::size_t at = 0; at < input.size(); at += chunk) {
        for (auto& line : reader.feed(input.substr(at, chunk))) {
            all.push_back(std::move(line));
        }
    }
    for (auto& line : reader.finish()) {
        all.push_back(std::move(line));
    }
    return all;
}

}  // namespace

TEST_CASE("lines keep their number and offset whatever the chunks, blank lines are counted but not given") {
    auto const input =
        "\xEF\xBB\xBF"
        "one\r\n\n  \r\ntwo\nthree"sv;
    for (std::size_t const chunk : {std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{1000}}) {
        auto const lines = read(input, chunk);
        REQUIRE(lines.size() == 3);
        CHECK(*lines[0].text == "one");
        CHECK(lines[0].number == 1);
        CHECK(*lines[1].text == "two");
        CHECK(lines[1].number == 4);
        CHECK(lines[1].offset == input.find("two"));
        CHECK(*lines[2].text == "three");
        CHECK(lines[2].number == 5);
        CHECK(lines[2].offset == input.find("three"));
    }
}

TEST_CASE("a line over the limit is refused by number and the next one is read") {
    std::string input = "first\n";
    input.append(101, 'x').append("\nlast\n");
    for (std::size_t const chunk : {std::size_t{1}, std::size_t{50}, std::size_t{1000}}) {
        auto const lines = read(input, chunk);
        REQUIRE(lines.size() == 3);
        REQUIRE_FALSE(lines[1].text);
        auto const& violation = lines[1].text.violations().front();
        CHECK(violation.field == "line 2");
        CHECK(violation.reason.ja == "行が長すぎます（101 バイト。上限は 100 バイト）");
        CHECK(violation.reason.en == "the line is too long (101 bytes; the limit is 100)");
        CHECK(*lines[2].text == "last");
    }
}

TEST_CASE("a line of exactly the limit is taken, with mark and carriage return beside it") {
    std::string input = "\xEF\xBB\xBF";
    input.append(100, 'x').append("\r\n").append(100, 'y').append("\r\n");
    auto const lines = read(input, 3);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].text->size() == 100);
    CHECK(lines[1].text->size() == 100);
}

TEST_CASE("a broken byte among UTF-8 lines refuses its own line only") {
    auto const lines = read("相談\nab\x82\xA0\n電話\n", 4);
    REQUIRE(lines.size() == 3);
    CHECK(*lines[0].text == "相談");
    REQUIRE_FALSE(lines[1].text);
    CHECK(lines[1].text.violations().front().field == "line 2");
    CHECK(lines[1].text.violations().front().reason.ja == "UTF-8 として読めません（行の 3 バイト目 0x82）");
    CHECK(lines[1].text.violations().front().reason.en == "not valid UTF-8 (byte 3 of the line, 0x82)");
    CHECK(*lines[2].text == "電話");
}

TEST_CASE(
    "a Shift_JIS file gives one error that names the encoding, a count of the rest, and its ASCII lines") {
    std::string const sjis = "\x91\x8a\x92\x6b\x93\xe0\x97\x65";
    auto const lines = read(sjis + "\n" + sjis + "\nascii\n" + sjis + "\n", 5);
    REQUIRE(lines.size() == 3);
    REQUIRE_FALSE(lines[0].text);
    CHECK(lines[0].text.violations().front().reason.ja ==
          "文字コードが UTF-8 ではなく Shift_JIS のようです。UTF-8 で保存し直してください");
    CHECK(lines[0].text.violations().front().reason.en ==
          "the encoding looks like Shift_JIS, not UTF-8; save the file again as UTF-8");
    CHECK(*lines[1].text == "ascii");
    REQUIRE_FALSE(lines[2].text);
    CHECK(lines[2].text.violations().front().field == "line 2");
    CHECK(lines[2].text.violations().front().reason.en ==
          "2 more lines look like Shift_JIS, not UTF-8 (lines 2, 4)");
}

TEST_CASE("ISO-2022-JP is recognised though all its bytes are ASCII") {
    auto const lines = read("\x1b$BAjCL\x1b(B\n", 100);
    REQUIRE(lines.size() == 1);
    REQUIRE_FALSE(lines[0].text);
    CHECK(lines[0].text.violations().front().reason.en.find("ISO-2022-JP") != std::string::npos);
}

TEST_CASE("a UTF-16 file gives one error and nothing more") {
    for (auto const input : {"\xFF\xFE{\0}\0\n\0{\0}\0\n\0"sv, "{\0}\0\n\0{\0}\0\n\0"sv}) {
        auto const lines = read(input, 3);
        REQUIRE(lines.size() == 1);
        REQUIRE_FALSE(lines[0].text);
        CHECK(lines[0].text.violations().front().field == "line 1");
        CHECK(lines[0].text.violations().front().reason.ja.find("UTF-16LE") != std::string::npos);
    }
}

TEST_CASE("a UTF-16 file whose first line is too long gives the same one error, however it arrives") {
    std::string input = "\xff\xfe";
    for (int i = 0; i < 200; ++i) {
        input.append("a\0"sv);
    }
    input.append("\n\0b\0\n\0"sv);
    for (std::size_t const chunk : {std::size_t{1}, std::size_t{50}, std::size_t{1000}}) {
        CAPTURE(chunk);
        auto const lines = read(input, chunk);
        REQUIRE(lines.size() == 1);
        CHECK(lines[0].text.violations().front().reason.en.find("UTF-16LE") != std::string::npos);
    }
}

TEST_CASE("an empty input has no lines") {
    CHECK(read("", 1).empty());
}
