#include "platform/documents/press.h"

#include "base/problem.h"
#include "platform/documents/clean_text.h"
#include "platform/documents/sheets.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

namespace platform::documents {

namespace {

Document document(std::vector<Block> blocks) {
    Document made{"試し",     Language::ja, {1'795'000'000'000}, "文書番号",
                  "取扱注意", "古川警察署", "令和8年11月23日"};
    made.blocks = std::move(blocks);
    return made;
}

Text repeated(std::string_view words, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) {
        text += words;
    }
    return plain(text);
}

// What a reader of the PDF copies out of it.
std::string text_of(Pdf const& pdf) {
    static std::atomic<int> number = 0;
    auto const stem =
        std::filesystem::temp_directory_path() / fmt::format("renkei-press-{}-{}", getpid(), ++number);
    auto const from = stem.string() + ".pdf";
    auto const to = stem.string() + ".txt";
    std::ofstream(from, std::ios::binary) << pdf.bytes;
    std::array<std::string, 4> words{"pdftotext", "-layout", from, to};
    std::array<char*, 5> arguments{words[0].data(), words[1].data(), words[2].data(), words[3].data(),
                                   nullptr};
    pid_t child = 0;
    REQUIRE(posix_spawnp(&child, "pdftotext", nullptr, nullptr, arguments.data(), environ) == 0);
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(status == 0);
    std::ifstream stream(to, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    std::filesystem::remove(from);
    std::filesystem::remove(to);
    return text;
}

bool within_page(Sheet const& sheet) {
    return std::ranges::all_of(sheet.pieces, [](Piece const& piece) {
        return piece.x >= 50.0 && piece.x <= page_width - 50.0 && piece.y >= 30.0 &&
               piece.y <= page_height - 30.0;
    });
}

struct Setup {
    Fonts fonts;
    Type type{fonts, Language::ja};
};

}  // namespace

TEST_CASE("a document becomes the same bytes every time, also after other documents and on other threads") {
    Press const press;
    auto const one = document({{Heading{plain("御案内"), 1}},
                               {Paragraph{{{"警察", "けいさつ"}, {"に相談してください。"}}}},
                               {Table{{{"番号"}, {"件名", 3.0}}, {{plain("1"), plain("偽の警告画面")}}}}});
    auto const first = press.pdf(one);
    CHECK(first.pages == 1);
    CHECK(first.bytes.starts_with("%PDF-"));
    static_cast<void>(press.pdf(document({{Paragraph{repeated("別の文書。𠮷野家髙﨑", 50)}}})));
    CHECK(press.pdf(one).bytes == first.bytes);
    std::string other;
    std::thread([&] { other = Press().pdf(one).bytes; }).join();
    CHECK(other == first.bytes);
    auto later = one;
    later.made_at.milliseconds += 1000;
    CHECK(press.pdf(later).bytes != first.bytes);
}

TEST_CASE("its words can be found and copied, names with rare characters too, and only our fonts are in it") {
    Press const press;
    auto const pdf = press.pdf(document({{Heading{plain("相談者への御案内"), 1}},
                                         {Paragraph{plain("𠮷田 髙橋 山﨑 様")}},
                                         {Box{plain("お願い"), {plain("記録を消さないでください。")}}}}));
    auto const text = text_of(pdf);
    for (auto const* const words : {"相談者への御案内", "𠮷田 髙橋 山﨑 様", "記録を消さないでください。",
                                    "文書番号", "取扱注意", "古川警察署", "1/1"}) {
        CAPTURE(words);
        CHECK(text.find(words) != std::string::npos);
    }
    CHECK(pdf.bytes.find("IPAmjMincho") != std::string::npos);
    CHECK(pdf.bytes.find("Noto") == std::string::npos);
}

TEST_CASE("a table over several pages repeats its heads and loses no row") {
    Press const press;
    Table table{{{"番号", 1.0, Align::right}, {"件名", 4.0}}, {}};
    for (int i = 1; i <= 120; ++i) {
        table.rows.push_back(
            {plain(fmt::format("第{}号", i)), plain("サポート詐欺の警告画面が出て電話をした")});
    }
    auto const pdf = press.pdf(document({{table}}));
    CHECK(pdf.pages >= 3);
    auto const text = text_of(pdf);
    std::size_t heads = 0;
    for (auto at = text.find("件名"); at != std::string::npos; at = text.find("件名", at + 1)) {
        ++heads;
    }
    CHECK(heads == pdf.pages);
    for (int i = 1; i <= 120; ++i) {
        CHECK(text.find(fmt::format("第{}号", i)) != std::string::npos);
    }
    CHECK(text.find(fmt::format("{0}/{0}", pdf.pages)) != std::string::npos);
}

TEST_CASE("lines stay within their width, begin with no closing mark, and readings stay over their words") {
    Setup setup;
    Text text;
    for (int i = 0; i < 40; ++i) {
        text.push_back({"警察署", "けいさつしょ"});
        text.push_back({"に「相談」してください。"});
        text.push_back({"力", "ちから"});
    }
    for (double const width : {30.0, 77.0, 200.0, 480.0}) {
        auto const lines = set_lines(setup.type, text, {10.5, width});
        CHECK(lines.lines.size() > 1);
        for (auto const& line : lines.lines) {
            CHECK(line.width <= width + 0.01);
            REQUIRE(!line.pieces.empty());
            CHECK(line.pieces.front().text.rfind("。", 0) == std::string::npos);
            CHECK(line.pieces.front().text.rfind("」", 0) == std::string::npos);
            for (auto const& piece : line.pieces) {
                CHECK((piece.y < 0.0) == (piece.face.size < 10.0));
            }
        }
    }
}

TEST_CASE("words that stand apart are not torn at the end of a line") {
    Setup setup;
    auto const text =
        plain("うその がめんが でたら、けいさつに でんわしてください。おかねを はらわないでください。");
    for (double const width : {130.0, 160.0, 210.0}) {
        auto const lines = set_lines(setup.type, text, {.width = width, .words_apart = true});
        REQUIRE(lines.lines.size() > 1);
        for (std::size_t i = 0; i + 1 < lines.lines.size(); ++i) {
            auto const& words = lines.lines[i].pieces.back().text;
            CHECK((words.ends_with(" ") || words.ends_with("、") || words.ends_with("。")));
        }
    }
}

TEST_CASE("a word with its reading is not torn, and room is kept above it") {
    Setup setup;
    Text const text{{"あ"}, {"御案内", "ごあんない"}};
    auto const lines = set_lines(setup.type, text, {10.0, 35.0});
    REQUIRE(lines.lines.size() == 2);
    CHECK(lines.lines[1].pieces.front().text == "御案内");
    CHECK(lines.advance > set_lines(setup.type, plain("あ"), {10.0, 35.0}).advance);
}

TEST_CASE("no line stands alone at the head or foot of a page, and a heading stays with its text") {
    Setup setup;
    for (int before = 34; before < 60; ++before) {
        std::vector<Block> blocks;
        for (int i = 0; i < before; ++i) {
            blocks.push_back({Paragraph{plain("前の段落")}});
        }
        blocks.push_back({Heading{plain("見出しXX")}});
        blocks.push_back({Paragraph{repeated("四行になる本文です。", 18)}});
        auto const sheets = lay_out(setup.type, document(std::move(blocks)), {});
        for (auto const& sheet : sheets) {
            CHECK(within_page(sheet));
            auto const is_body = [](Piece const& piece) {
                return piece.text.find("本文") != std::string::npos;
            };
            auto const is_heading = [](Piece const& piece) {
                return piece.text.find("XX") != std::string::npos;
            };
            CHECK(std::ranges::count_if(sheet.pieces, is_body) != 1);
            if (std::ranges::any_of(sheet.pieces, is_heading)) {
                CHECK(std::ranges::any_of(sheet.pieces, is_body));
            }
        }
    }
}

TEST_CASE("what is kept together moves to the next page as a whole") {
    Setup setup;
    std::vector<Block> blocks;
    for (int i = 0; i < 42; ++i) {
        blocks.push_back({Paragraph{plain("前の段落")}});
    }
    blocks.push_back({Together{{{Heading{plain("節")}}, {Paragraph{repeated("本文です。", 60)}}}}});
    auto const sheets = lay_out(setup.type, document(std::move(blocks)), {});
    REQUIRE(sheets.size() == 2);
    CHECK(std::ranges::none_of(
        sheets[0].pieces, [](Piece const& piece) { return piece.text.find("本文") != std::string::npos; }));
}

TEST_CASE("text that would turn, hide or stack other text is shown as a mark") {
    CHECK(clean_text("a\u202Egnp.exe") == "a〔U+202E〕gnp.exe");
    CHECK(clean_text("甲\u2066乙\u2069") == "甲〔U+2066〕乙〔U+2069〕");
    CHECK(clean_text(std::string("x\0y\x1b[31m", 8)) == "x〓y〓[31m");
    CHECK(clean_text("\xff\xfe") == "〓〓");
    CHECK(clean_text("一\r\n二\t三") == "一\n二 三");
    CHECK(clean_text("zero\u200Bwidth\uFEFF") == "zerowidth");
    CHECK(clean_text("葛\U000E0100飾") == "葛\U000E0100飾");
    std::string tower = "e";
    for (int i = 0; i < 50; ++i) {
        tower += "\u0301";
    }
    CHECK(clean_text(tower).size() == 1 + 4 * 2);
}

TEST_CASE("evil text makes a bounded document and nothing else") {
    Press const press;
    std::string const evil =
        "\u202E" + std::string(3000, 'W') + "\u05d0\u05d1\u05d2 123 \U0001F600 \uE000 {|} <b>&amp; %s";
    auto const pdf = press.pdf(document({{Heading{plain(evil), 1}},
                                         {Paragraph{{{evil, evil}}}},
                                         {List{{plain(evil)}}},
                                         {Box{plain(evil), {plain(evil)}}},
                                         {ApprovalBoxes{{evil, "課長"}, {plain(evil)}}},
                                         {Table{{{evil, -5.0}, {"", 1e9}}, {{plain(evil)}, {}}}}}));
    CHECK(pdf.pages >= 2);
    CHECK(pdf.pages < 100);
}

TEST_CASE("too much is refused before it is laid out, and too many pages while it is") {
    Press const press({.longest_text = 1000, .most_blocks = 100, .most_columns = 4, .most_pages = 3});
    CHECK_THROWS_AS(static_cast<void>(press.pdf(document({{Paragraph{repeated("長い", 1000)}}}))),
                    base::Problem);
    CHECK_THROWS_AS(static_cast<void>(press.pdf(document(std::vector<Block>(101, Block{Gap{}})))),
                    base::Problem);
    CHECK_THROWS_AS(static_cast<void>(press.pdf(document({{Table{std::vector<Column>(5), {}}}}))),
                    base::Problem);
    CHECK_THROWS_AS(static_cast<void>(press.pdf(document({{Paragraph{repeated("\n", 900)}}}))),
                    base::Problem);
}

TEST_CASE("pages as pictures are PNG, at most as many as asked for") {
    Press const press;
    auto const pictures = press.pictures(document({{Paragraph{repeated("文\n", 200)}}}), 96.0, 2);
    REQUIRE(pictures.pictures.size() == 2);
    CHECK(pictures.pages > 2);
    CHECK(pictures.pictures[0].starts_with("\x89PNG"));
}

// The figures of README.md: platform_tests -tc="bench: a page" --no-skip.
TEST_CASE("bench: a page of a printed document" * doctest::skip()) {
    using Clock = std::chrono::steady_clock;
    auto const milliseconds = [](Clock::time_point since) {
        return std::chrono::duration<double, std::milli>(Clock::now() - since).count();
    };
    Document page = document({{Heading{plain("御案内"), 1}}});
    for (int i = 0; i < 10; ++i) {
        page.blocks.push_back({Heading{{{"警察署", "けいさつしょ"}, {"からのお願い"}}}});
        Text text;
        for (int word = 0; word < 12; ++word) {
            text.push_back({"証拠", "しょうこ"});
            text.push_back({"を消さずに"});
        }
        page.blocks.push_back({Paragraph{text}});
    }
    auto start = Clock::now();
    Press const press;
    auto const first = press.pdf(page);
    MESSAGE("first PDF with its fonts: ", milliseconds(start), " ms, ", first.pages, " pages, ",
            first.bytes.size(), " bytes");
    constexpr int rounds = 50;
    start = Clock::now();
    for (int i = 0; i < rounds; ++i) {
        CHECK(press.pdf(page).bytes.size() == first.bytes.size());
    }
    MESSAGE("later PDF: ", milliseconds(start) / rounds, " ms");
    start = Clock::now();
    for (int i = 0; i < rounds; ++i) {
        CHECK(press.pictures(page, 150.0, 10).pictures.size() == first.pages);
    }
    MESSAGE("as pictures: ", milliseconds(start) / rounds, " ms");
}

}  // namespace platform::documents
