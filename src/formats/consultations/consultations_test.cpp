#include "formats/consultations/consultations.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <string>

using formats::consultations::NumberedItem;
using formats::consultations::Reader;

namespace {

std::vector<NumberedItem> read(std::string_view input, std::size_t chunk = 4096) {
    Reader reader;
    std::vector<NumberedItem> all;
    for (std::size_t at = 0; at < input.size(); at += chunk) {
        for (auto& item : reader.feed(input.substr(at, chunk))) {
            all.push_back(std::move(item));
        }
    }
    for (auto& item : reader.finish()) {
        all.push_back(std::move(item));
    }
    return all;
}

std::vector<base::Violation> violations_of(std::string_view line) {
    auto const items = read(line);
    REQUIRE(items.size() == 1);
    REQUIRE_FALSE(items[0].item);
    return items[0].item.violations();
}

}  // namespace

TEST_CASE("a full line becomes an item and the labels are dropped") {
    auto const items = read(
        R"({"id":"C001","channel":"#9110","kind":"相談","text":"電話で\nだまされた","station":"4101",)"
        R"("received_at":"2026-11-22T09:00:00+09:00","officer":"S-12","labels":{"a":[1]},"based_on":null,"based_on_fit":"theme"})");
    REQUIRE(items.size() == 1);
    REQUIRE(items[0].item);
    auto const& item = *items[0].item;
    CHECK(item.id == "C001");
    CHECK(item.channel == "#9110");
    CHECK(item.kind == "相談");
    CHECK(item.text == "電話で\nだまされた");
    CHECK(item.station == "4101");
    CHECK(base::to_iso(*item.received_at) == "2026-11-22T00:00:00.000Z");
    CHECK(item.officer == "S-12");
}

TEST_CASE("optional members may be absent or null") {
    auto const items = read(R"({"id":"a","channel":"電話","kind":"通報","text":"x","station":null})");
    REQUIRE(items[0].item);
    CHECK_FALSE(items[0].item->station);
    CHECK_FALSE(items[0].item->received_at);
    CHECK_FALSE(items[0].item->officer);
}

TEST_CASE("every missing, wrong and unknown member of a line is named with its reason in both languages") {
    auto const found = violations_of(
        R"({"id":7,"channel":"手紙","kind":"苦情","received_at":"昨日","station":["a"],"secret":1})");
    REQUIRE(found.size() == 7);
    CHECK(found[0] ==
          base::Violation{"line 1/id", {"文字列ではありません（数値）", "not a string (a number)"}});
    CHECK(found[1].field == "line 1/channel");
    CHECK(found[1].reason.ja.find("使える値: 来署, 電話") != std::string::npos);
    CHECK(found[2].field == "line 1/kind");
    CHECK(found[2].reason.en == "not one of the allowed values (通報, 相談, 情報提供)");
    CHECK(found[3] == base::Violation{"line 1/text", {"必須の項目がありません", "this member is required"}});
    CHECK(found[4] ==
          base::Violation{"line 1/station", {"文字列ではありません（配列）", "not a string (an array)"}});
    CHECK(found[5].field == "line 1/received_at");
    CHECK(found[5].reason.en == "not a date and time (like 2026-11-22T14:05:00+09:00)");
    CHECK(found[6] == base::Violation{"line 1/secret", {"知らない項目です", "this member is not known"}});
}

TEST_CASE("an empty text, a zero character and a very long id are refused") {
    CHECK(violations_of(R"({"id":"a","channel":"電話","kind":"通報","text":" \n"})").front().reason.ja ==
          "空です");
    CHECK(violations_of(R"({"id":"a","channel":"電話","kind":"通報","text":"a\u0000b"})").front().reason.en ==
          "the character U+0000 is not allowed");
    std::string line = R"({"channel":"電話","kind":"通報","text":"x","id":")";
    line.append(201, 'i').append("\"}");
    CHECK(violations_of(line).front().field == "line 1/id");
}

TEST_CASE("a broken line 7,312 is refused by number and position and every other line is taken") {
    std::string input;
    for (int i = 1; i <= 8000; ++i) {
        input += i == 7312 ? "{\"id\":\"a\",\"channel\":\"電話\",\"ki\n"
                           : R"({"id":"a","channel":"電話","kind":"通報","text":"x"})"
                             "\n";
    }
    auto const items = read(input, 1000);
    REQUIRE(items.size() == 8000);
    for (auto const& item : items) {
        CHECK(static_cast<bool>(item.item) == (item.line != 7312));
    }
    auto const& violation = items[7311].item.violations().front();
    CHECK(violation.field == "line 7312");
    CHECK(violation.reason.ja == "JSON として読めません（33 バイト目: 途中で終わっています）");
    CHECK(violation.reason.en == "cannot be read as JSON (byte 33: it ends in the middle)");
}

TEST_CASE("a line that is JSON but no object, nested too deeply, or followed by more is refused") {
    CHECK(violations_of("[1]").front().reason.en == "each line must be one JSON object (it is an array)");
    CHECK(violations_of(std::string("{\"a\":").append(40, '[')).front().reason.en.find("nested too deeply") !=
          std::string::npos);
    CHECK(violations_of("{} {}").front().reason.ja.find("JSON のあとに余分な文字があります") !=
          std::string::npos);
    CHECK(violations_of(R"({"id":"\udc00"})").front().reason.en.find("\\u escape") != std::string::npos);
}

TEST_CASE("a line of 50 MB and a number of a million digits are bounded refusals and the rest goes on") {
    std::string input = R"({"id":"a","channel":"電話","kind":"通報","text":")";
    input.append(50'000'000, 'x').append("\"}\n{\"id\":");
    input.append(1'000'000, '9')
        .append(
            "}\n"
            R"({"id":"b","channel":"電話","kind":"通報","text":"x"})"
            "\n");
    auto const items = read(input, 65536);
    REQUIRE(items.size() == 3);
    CHECK(items[0].item.violations().front().field == "line 1");
    CHECK(items[0].item.violations().front().reason.en.find("the limit is 1048576") != std::string::npos);
    CHECK(items[1].item.violations().front().field == "line 2/id");
    CHECK(items[2].item);
}

TEST_CASE("a line of nothing but unknown members gives a bounded number of violations") {
    std::string line = "{";
    for (int i = 0; i < 5000; ++i) {
        line += "\"m" + std::to_string(i) + "\":1,";
    }
    line.back() = '}';
    CHECK(violations_of(line).size() == 50);
}

TEST_CASE("our own samples are all taken") {
    std::ifstream file(RENKEI_SOURCE_DIR "/samples/consultations.jsonl", std::ios::binary);
    REQUIRE(file);
    std::stringstream bytes;
    bytes << file.rdbuf();
    auto const items = read(bytes.str(), 4096);
    CHECK(items.size() >= 100);
    for (auto const& item : items) {
        CHECK_MESSAGE(item.item, "line " << item.line);
    }
}
