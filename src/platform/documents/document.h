#pragma once
// A printed document as plain data: A4, upright, black on white, Japanese first. What it says is a module's;
// how it looks is here.

#include "base/instant.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace platform::documents {

// A stretch of words. With a reading it is one word with ふりがな over it, kept together over line breaks.
struct Run {
    std::string text;
    std::string reading{};
    bool bold = false;
};
using Text = std::vector<Run>;
[[nodiscard]] Text plain(std::string_view text);
[[nodiscard]] Text bold(std::string_view text);

enum class Align : std::uint8_t { left, center, right };

// Level 1: the title of the document, in the middle; 2: of a section. Never alone at the foot of a page.
struct Heading {
    Text text;
    int level = 2;
};
// A line break in the text begins a new line.
struct Paragraph {
    Text text;
    Align align = Align::left;
    double size = 10.5;        // points
    double indent = 0.0;       // points, of all its lines
    bool words_apart = false;  // written with spaces: lines break there and after 。 and 、, not within words
};
struct List {
    enum class Mark : std::uint8_t { number, bullet };
    std::vector<Text> items;
    Mark mark = Mark::number;
};
struct Box {
    Text title;
    std::vector<Text> paragraphs;
};
struct Column {
    std::string title;
    double share = 1.0;  // of the width
    Align align = Align::left;
};
// Its heads are repeated on every page.
struct Table {
    std::vector<Column> columns;
    std::vector<std::vector<Text>> rows;  // each as many cells as columns
};
// 決裁欄 on the right, with what stands beside it on the left.
struct ApprovalBoxes {
    std::vector<std::string> titles;
    std::vector<Text> beside;
};
struct Gap {
    double points = 6.0;
};
// What follows begins at the head of a page.
struct PageBreak {};
struct Block;
// Kept on one page where one page can hold it.
struct Together {
    std::vector<Block> blocks;
};
struct Block {
    std::variant<Heading, Paragraph, List, Box, Table, ApprovalBoxes, Gap, PageBreak, Together> content;
};

enum class Language : std::uint8_t { ja, en };

struct Document {
    std::string title;  // of the file; stands in no page
    Language language = Language::ja;
    base::Instant made_at;       // from the record, so that the same document is the same file
    std::string header_left{};   // document number
    std::string header_right{};  // 取扱区分
    std::string footer_left{};
    std::string footer_right{};  // the date
    std::vector<Block> blocks{};
};

// 「令和8年11月23日 (2026-11-23)」
[[nodiscard]] std::string both_dates(base::Date date);

struct Limits {
    std::size_t longest_text = 400'000;  // bytes, of all blocks together
    std::size_t most_blocks = 20'000;    // rows and paragraphs count as well
    std::size_t most_columns = 12;
    std::size_t most_pages = 200;
};

}  // namespace platform::documents
