#include "modules/manual/document.h"

#include "formats/manual/manual.h"
#include "record/field.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace modules::manual {

namespace documents = platform::documents;

namespace {

struct Told {
    std::string subject;
    std::string note;
};
constexpr record::Field fields[] = {
    record::field<&Told::subject>("件名", "Subject",
                                  {.required = true,
                                   .section_ja = "内容",
                                   .section_en = "What was told",
                                   .help_ja = "一行で書きます。",
                                   .help_en = "One line."}),
    record::field<&Told::note>("備考", "Note",
                               {.section_ja = "内容",
                                .section_en = "What was told",
                                .help_ja = "何でも書けます。",
                                .help_en = "Anything."}),
};
constexpr record::Schema told_schema = record::schema<Told>("told", "", "内容", "Told", fields);

formats::manual::Manual texts() {
    return {
        {"はじめに", "First of all"},
        {{"accept", {"受理する", "Accept"}, {"電話のとき", "A call comes in"}, {{"書く", "Write it down"}}}},
        {{"F1", {"書き方を開く", "Open the help"}}}};
}

std::vector<formats::duty_rules::Duty> duties() {
    return {{"report",
             {"報告", "Report"},
             "運用要領",
             {"遅滞なく", "without delay"},
             false,
             {{"immediate", 30}},
             {}}};
}

base::Interviews interviews() {
    base::Interviews all;
    base::InterviewQuestion question;
    question.code = "q_when";
    question.ask = {"いつですか", "When was it?"};
    all.questions.push_back(question);
    base::Interview interview;
    interview.title = {"全般", "In general"};
    interview.ask = {"q_when"};
    all.interviews.push_back(interview);
    return all;
}

documents::Document made(documents::Language language) {
    auto const manual = texts();
    auto const questions = interviews();
    auto const all_duties = duties();
    documents::Press const press;
    return manual_document(
        press, {manual, told_schema, questions, all_duties, "1.0", "7", base::Date{2026, 11, 24}, language});
}

void collect(std::vector<documents::Block> const& blocks, std::string& words) {
    auto const add = [&words](documents::Text const& text) {
        for (auto const& run : text) {
            words.append(run.text).append("\n");
        }
    };
    for (auto const& block : blocks) {
        if (auto const* heading = std::get_if<documents::Heading>(&block.content)) {
            add(heading->text);
        } else if (auto const* paragraph = std::get_if<documents::Paragraph>(&block.content)) {
            add(paragraph->text);
        } else if (auto const* list = std::get_if<documents::List>(&block.content)) {
            std::ranges::for_each(list->items, add);
        } else if (auto const* table = std::get_if<documents::Table>(&block.content)) {
            for (auto const& column : table->columns) {
                words.append(column.title).append("\n");
            }
            for (auto const& row : table->rows) {
                std::ranges::for_each(row, add);
            }
        } else if (auto const* together = std::get_if<documents::Together>(&block.content)) {
            collect(together->blocks, words);
        }
    }
}

std::string words_of(documents::Document const& document) {
    std::string words = document.title + "\n" + document.header_left + "\n" + document.footer_left + "\n" +
                        document.footer_right + "\n";
    collect(document.blocks, words);
    return words;
}

}  // namespace

TEST_CASE(
    "the English manual says everything in English; only the name of the document a duty rests on stays") {
    auto words = words_of(made(documents::Language::en));
    auto const basis = words.find("運用要領");
    REQUIRE(basis != std::string::npos);
    words.erase(basis, std::string("運用要領").size());
    for (std::string_view const mark : {"“", "”"}) {  // the quotation marks of English are no ASCII
        for (auto at = words.find(mark); at != std::string::npos; at = words.find(mark)) {
            words.erase(at, mark.size());
        }
    }
    CAPTURE(words);
    CHECK(std::ranges::all_of(words, [](char c) { return static_cast<unsigned char>(c) < 0x80U; }));
    for (auto const* said : {"First of all", "1. Common tasks", "Write it down", "One line.", "Must",
                             "When was it?", "At once: 30 min", "Open the help", "tables version 7"}) {
        CAPTURE(said);
        CHECK(words.find(said) != std::string::npos);
    }
}

TEST_CASE("the Japanese manual holds the same parts in Japanese") {
    auto const words = words_of(made(documents::Language::ja));
    for (auto const* said : {"はじめに", "第1 よく行う作業", "書く", "一行で書きます。", "必須", "いつですか",
                             "直ちに: 30分", "書き方を開く", "判断表 第7版", "令和8年11月24日"}) {
        CAPTURE(said);
        CHECK(words.find(said) != std::string::npos);
    }
}

}  // namespace modules::manual
