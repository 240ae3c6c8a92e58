#include "record/merge.h"

#include "record/sample_test.h"

#include <doctest/doctest.h>

#include <random>

namespace record {

namespace {

using sample::Report;
using sample::report_schema;

std::string merged(std::string_view base, std::string_view theirs, std::string_view mine) {
    return merge_lines(base, theirs, mine, "佐藤", "鈴木").text;
}

TEST_CASE("changes to different lines are both taken") {
    CHECK(merged("a\nb\nc", "A\nb\nc", "a\nb\nC") == "A\nb\nC");
    CHECK(merged("a\nb\nc", "a\nc", "a\nb\nc\nd") == "a\nc\nd");
}

TEST_CASE("a line changed twice is kept twice, marked with its author") {
    auto const result = merge_lines("a\nb\nc", "a\nx\nc", "a\ny\nc", "佐藤", "鈴木");
    CHECK(result.kept_double);
    CHECK(result.text == "a\n〔佐藤〕x\n〔鈴木〕y\nc");
}

TEST_CASE("two additions at the same place are both kept, the same addition once") {
    CHECK(merged("a", "a\nx", "a\ny") == "a\n〔佐藤〕x\n〔鈴木〕y");
    CHECK(merged("a", "a\nx", "a\nx") == "a\nx");
    CHECK(merged("", "x", "y") == "〔佐藤〕x\n〔鈴木〕y");
}

TEST_CASE("a line that one changed and the other deleted survives") {
    CHECK(merged("a\nb\nc", "a\nc", "a\nB\nc") == "a\n〔鈴木〕B\nc");
    CHECK(merged("b", "", "B") == "〔鈴木〕B");
}

TEST_CASE("line ends of Windows are no change") {
    CHECK(merged("a\r\nb", "a\nb", "a\r\nB") == "a\nB");
}

TEST_CASE("a text of very many lines is merged in bounded time") {
    std::string base;
    std::string theirs;
    std::string mine;
    for (int i = 0; i < 20'000; ++i) {
        base.append("b").append(std::to_string(i)).append("\n");
        theirs.append("t").append(std::to_string(i)).append("\n");
        mine.append("m").append(std::to_string(i)).append("\n");
    }
    auto const result = merge_lines(base, theirs, mine, "A", "B");
    CHECK(result.kept_double);
    CHECK(result.text.find("〔A〕t19999\n") != std::string::npos);
    CHECK(result.text.find("〔B〕m19999\n") != std::string::npos);
}

std::string random_text(std::mt19937& generator) {
    std::string text;
    auto const lines = generator() % 8;
    for (unsigned i = 0; i < lines; ++i) {
        text.append(i == 0 ? "" : "\n").push_back(static_cast<char>('a' + generator() % 5));
    }
    return text;
}

TEST_CASE("one-sided merges give the changed text, and no new line is ever lost") {
    std::mt19937 generator(11);
    for (int i = 0; i < 3000; ++i) {
        auto const base = random_text(generator);
        auto const theirs = random_text(generator);
        auto const mine = random_text(generator);
        CHECK(merged(base, base, mine) == mine);
        CHECK(merged(base, theirs, base) == theirs);
        CHECK(merged(base, mine, mine) == mine);
        auto const result = merged(base, theirs, mine);
        for (char line = 'a'; line < 'a' + 5; ++line) {
            bool const is_new = base.find(line) == std::string::npos;
            bool const is_written =
                theirs.find(line) != std::string::npos || mine.find(line) != std::string::npos;
            CHECK((!is_new || !is_written || result.find(line) != std::string::npos));
        }
    }
}

TEST_CASE("kept lines are found again, and a marked line says what it held") {
    using Kept = std::vector<std::optional<std::size_t>>;
    CHECK(kept_lines("a\nb\nc", "a\nx\nc") == Kept{0, std::nullopt, 2});
    CHECK(kept_lines("", "a") == Kept{std::nullopt});
    CHECK(kept_lines("a\r\nb", "b") == Kept{1});
    CHECK(lines_of("a\r\nb\n") == std::vector<std::string>{"a", "b", ""});
    CHECK(marked_words("〔佐藤〕x") == "x");
    CHECK_FALSE(marked_words("〔佐藤 x").has_value());
    CHECK_FALSE(marked_words("x〔佐藤〕").has_value());
}

// A plain model: every line of the base has a number that both sides keep, so that what each did to it is
// known without looking for it.
struct Side {
    std::vector<std::string> lines;  // of the base, in order; empty: deleted
    std::string text;
};

Side edited(std::mt19937& generator, std::size_t count, std::string_view author) {
    Side side;
    for (std::size_t i = 0; i < count; ++i) {
        auto line = "line " + std::to_string(i);
        auto const act = generator() % 6;
        if (act == 0) {
            line.append(" by ").append(author);
        }
        side.lines.push_back(line);
        side.text.append(i == 0 ? "" : "\n").append(line);
    }
    return side;
}

TEST_CASE("random edits of lines agree with a model that knows which line is which") {
    std::mt19937 generator(23);
    for (int round = 0; round < 2000; ++round) {
        auto const count = 1 + generator() % 12;
        std::string base;
        for (std::size_t i = 0; i < count; ++i) {
            base.append(i == 0 ? "" : "\n").append("line ").append(std::to_string(i));
        }
        auto const theirs = edited(generator, count, "theirs");
        auto const mine = edited(generator, count, "mine");
        std::string expected;
        for (std::size_t i = 0; i < count; ++i) {
            auto const line = "line " + std::to_string(i);
            expected.append(i == 0 ? "" : "\n");
            if (theirs.lines[i] == line) {
                expected.append(mine.lines[i]);
            } else if (mine.lines[i] == line) {
                expected.append(theirs.lines[i]);
            } else {
                expected.append("〔佐藤〕")
                    .append(theirs.lines[i])
                    .append("\n〔鈴木〕")
                    .append(mine.lines[i]);
            }
        }
        CHECK(merged(base, theirs.text, mine.text) == expected);
    }
}

TEST_CASE("fields changed by one side are taken, a field changed by both is a conflict") {
    Report base;
    base.subject = "件名";
    base.narrative = "一\n二";
    auto theirs = base;
    theirs.visits = 2;
    theirs.narrative = "壱\n二";
    theirs.subject = "甲";
    auto mine = base;
    mine.caller = "佐藤";
    mine.narrative = "一\n弐";
    mine.subject = "乙";
    auto const result =
        merge({report_schema, base}, {report_schema, theirs}, {report_schema, mine}, {"佐藤", "鈴木"});
    REQUIRE(result.conflicts.size() == 1);
    CHECK(result.conflicts[0].field->name == "subject");
    CHECK(result.conflicts[0].mine == Value(std::string("乙")));
    auto const& merged_report = result.record.as<Report>();
    CHECK(merged_report.subject == "甲");
    CHECK(merged_report.visits == 2);
    CHECK(merged_report.caller == "佐藤");
    CHECK(merged_report.narrative == "壱\n弐");
    CHECK(result.kept_double.empty());
}

}  // namespace

}  // namespace record
