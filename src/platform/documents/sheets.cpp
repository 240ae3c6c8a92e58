#include "platform/documents/sheets.h"

#include "base/problem.h"
#include "base/utf8.h"
#include "platform/documents/clean_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

namespace platform::documents {

namespace {

constexpr double side_margin = 56.7;  // 20 mm
constexpr double top_margin = 62.0;
constexpr double bottom_margin = 62.0;
constexpr double text_width = page_width - 2 * side_margin;
constexpr double page_end = page_height - bottom_margin;
constexpr double furniture_size = 8.5;
constexpr double table_size = 9.0;
constexpr double cell_padding = 3.0;
constexpr double box_padding = 7.0;
constexpr double seal_side = 42.0;
constexpr double seal_head = 14.0;

[[noreturn]] void too_long() {
    throw base::Problem(base::Problem::too_large, "印刷する内容が多すぎます。範囲を絞ってください",
                        "there is too much to print; narrow it down");
}

double share_of(Column const& column) {
    return std::clamp(column.share, 0.5, 10.0);
}

Text cleaned(Text const& text, bool all_bold = false) {
    Text clean;
    for (auto const& run : text) {
        auto words = clean_text(run.text);
        auto reading = clean_text(run.reading);
        // A break tears a word and its reading apart.
        if (words.empty() || words.find('\n') != std::string::npos ||
            reading.find('\n') != std::string::npos) {
            reading.clear();
        }
        clean.push_back({std::move(words), std::move(reading), run.bold || all_bold});
    }
    return clean;
}

// What a document holds, before any of it is measured.
class Counter {
  public:
    explicit Counter(Limits const& limits) : limits_(limits) {}

    void count(std::vector<Block> const& blocks, int depth = 0) {
        if (depth > 4) {
            too_long();
        }
        for (auto const& block : blocks) {
            add(0);
            std::visit([&](auto const& content) { of(content, depth); }, block.content);
        }
    }

  private:
    void add(std::size_t bytes) {
        bytes_ += bytes;
        if (++blocks_ > limits_.most_blocks || bytes_ > limits_.longest_text) {
            too_long();
        }
    }
    void text(Text const& text) {
        for (auto const& run : text) {
            add(run.text.size() + run.reading.size());
        }
    }
    void texts(std::vector<Text> const& all) {
        for (auto const& one : all) {
            text(one);
        }
    }
    void of(PageBreak const&, int) {}
    void of(Heading const& heading, int) { text(heading.text); }
    void of(Paragraph const& paragraph, int) { text(paragraph.text); }
    void of(List const& list, int) { texts(list.items); }
    void of(Box const& box, int) {
        text(box.title);
        texts(box.paragraphs);
    }
    void of(Table const& table, int) {
        if (table.columns.size() > limits_.most_columns || table.columns.empty()) {
            too_long();
        }
        for (auto const& column : table.columns) {
            add(column.title.size());
        }
        for (auto const& row : table.rows) {
            texts(row);
        }
    }
    void of(ApprovalBoxes const& boxes, int) {
        if (boxes.titles.size() > limits_.most_columns / 2) {
            too_long();
        }
        for (auto const& title : boxes.titles) {
            add(title.size());
        }
        texts(boxes.beside);
    }
    void of(Gap const&, int) {}
    void of(Together const& together, int depth) { count(together.blocks, depth + 1); }

    Limits const& limits_;
    std::size_t bytes_ = 0;
    std::size_t blocks_ = 0;
};

class Composer {
  public:
    Composer(Type& type, Limits const& limits) : type_(type), limits_(limits) { sheets_.emplace_back(); }

    void add(std::vector<Block> const& blocks) {
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            // A heading at the foot of a page goes with what follows it.
            bool const is_heading = std::holds_alternative<Heading>(blocks[i].content);
            if (is_heading && i + 1 < blocks.size() && room() < 60.0) {
                new_page();
            }
            std::visit([&](auto const& content) { set(content); }, blocks[i].content);
        }
    }

    std::vector<Sheet> finish(Document const& document) {
        auto const count = sheets_.size();
        for (std::size_t i = 0; i < count; ++i) {
            auto& sheet = sheets_[i];
            furnish(sheet, document.header_left, Align::left, top_margin - 26.0);
            furnish(sheet, document.header_right, Align::right, top_margin - 26.0);
            furnish(sheet, document.footer_left, Align::left, page_end + 18.0);
            furnish(sheet, fmt::format("{}/{}", i + 1, count), Align::center, page_end + 18.0);
            furnish(sheet, document.footer_right, Align::right, page_end + 18.0);
        }
        return std::move(sheets_);
    }

  private:
    [[nodiscard]] double room() const { return page_end - y_; }
    [[nodiscard]] bool at_top() const { return y_ <= top_margin + 0.01; }
    Sheet& sheet() { return sheets_.back(); }

    void new_page() {
        if (sheets_.size() >= limits_.most_pages) {
            too_long();
        }
        sheets_.emplace_back();
        y_ = top_margin;
    }

    void furnish(Sheet& sheet, std::string_view text, Align align, double y) {
        // One line that does not reach into its neighbour.
        auto lines = set_lines(type_, plain(clean_text(base::first_code_points(text, 60))),
                               {furniture_size, text_width * 0.42, false, 1.0});
        lines.lines.resize(1);
        put(sheet, lines, 0, y, {side_margin, text_width, align});
    }

    struct Place {
        double x = side_margin;
        double width = text_width;
        Align align = Align::left;
    };
    static void put(Sheet& sheet, Lines const& lines, std::size_t index, double top, Place const& place) {
        auto const& line = lines.lines[index];
        double const free = std::max(0.0, place.width - line.width);
        double const shift = place.align == Align::left     ? 0.0
                             : place.align == Align::center ? free / 2.0
                                                            : free;
        for (auto piece : line.pieces) {
            piece.x += place.x + shift;
            piece.y += top + lines.ascent;
            sheet.pieces.push_back(std::move(piece));
        }
    }

    // Never one line alone at the foot of a page or the head of the next.
    void put_paragraph(Lines const& lines, Place const& place) {
        std::size_t const count = lines.lines.size();
        for (std::size_t next = 0; next < count;) {
            std::size_t const left = count - next;
            auto fits =
                std::min(left, static_cast<std::size_t>(std::max(0.0, room() / lines.advance + 0.001)));
            if (fits < left && !at_top()) {
                fits = left - fits == 1 ? fits - std::min<std::size_t>(fits, 1) : fits;
                fits = fits < 2 ? 0 : fits;
            }
            fits = fits == 0 && at_top() ? 1 : fits;
            for (std::size_t i = 0; i < fits; ++i) {
                put(sheet(), lines, next + i, y_, place);
                y_ += lines.advance;
            }
            next += fits;
            if (next < count) {
                new_page();
            }
        }
    }

    void set(Heading const& heading) {
        bool const is_title = heading.level == 1;
        double const size = is_title ? 17.0 : heading.level == 2 ? 12.0 : 10.5;
        auto const lines = set_lines(type_, cleaned(heading.text), {size, text_width, true});
        y_ += at_top() ? 0.0 : is_title ? 4.0 : 5.0;
        if (lines.height() > room()) {
            new_page();
        }
        put_paragraph(lines, {side_margin, text_width, is_title ? Align::center : Align::left});
        y_ += is_title ? 8.0 : 1.5;
    }

    void set(Paragraph const& paragraph) {
        double const indent = std::clamp(paragraph.indent, 0.0, text_width / 2.0);
        double const size = std::clamp(paragraph.size, 6.0, 40.0);
        auto const lines = set_lines(type_, cleaned(paragraph.text),
                                     {size, text_width - indent, false, 1.3, paragraph.words_apart});
        put_paragraph(lines, {side_margin + indent, text_width - indent, paragraph.align});
        y_ += 2.0;
    }

    void set(List const& list) {
        constexpr double size = 10.5;
        constexpr double gutter = 20.0;
        for (std::size_t i = 0; i < list.items.size(); ++i) {
            auto const mark = list.mark == List::Mark::bullet ? std::string("・") : fmt::format("{}.", i + 1);
            auto const lines = set_lines(type_, cleaned(list.items[i]), {size, text_width - gutter});
            if (lines.advance * static_cast<double>(std::min<std::size_t>(2, lines.lines.size())) > room()) {
                new_page();
            }
            auto marks = set_lines(type_, plain(mark), {size, gutter * 2});
            marks.ascent = lines.ascent;
            put(sheet(), marks, 0, y_, {side_margin + 2.0, gutter, Align::left});
            put_paragraph(lines, {side_margin + gutter, text_width - gutter, Align::left});
            y_ += 1.5;
        }
    }

    void set(Box const& box) {
        double const width = text_width - 2 * box_padding;
        std::vector<Lines> parts;
        double height = 2 * box_padding;
        if (!box.title.empty()) {
            parts.push_back(set_lines(type_, cleaned(box.title), {10.5, width, true}));
        }
        for (auto const& paragraph : box.paragraphs) {
            parts.push_back(set_lines(type_, cleaned(paragraph), {10.5, width}));
        }
        for (auto const& part : parts) {
            height += part.height() + 1.5;
        }
        y_ += at_top() ? 0.0 : 4.0;
        bool const is_framed = height <= page_end - top_margin;
        if (is_framed && height > room()) {
            new_page();
        }
        double const top = y_;
        y_ += is_framed ? box_padding : 0.0;
        for (auto const& part : parts) {
            put_paragraph(part, {side_margin + box_padding, width, Align::left});
            y_ += 1.5;
        }
        if (is_framed) {
            y_ += box_padding;
            frame(side_margin, top, text_width, y_ - top);
        }
        y_ += 4.0;
    }

    void frame(double x, double y, double width, double height) {
        auto& strokes = sheet().strokes;
        strokes.push_back({x, y, x + width, y});
        strokes.push_back({x, y + height, x + width, y + height});
        strokes.push_back({x, y, x, y + height});
        strokes.push_back({x + width, y, x + width, y + height});
    }

    void set(ApprovalBoxes const& boxes) {
        double const boxes_width = seal_side * static_cast<double>(boxes.titles.size());
        double const height = seal_head + seal_side;
        if (height > room()) {
            new_page();
        }
        double const left = side_margin + text_width - boxes_width;
        for (std::size_t i = 0; i < boxes.titles.size(); ++i) {
            double const x = left + seal_side * static_cast<double>(i);
            auto const lines = set_lines(
                type_, plain(clean_text(base::first_code_points(boxes.titles[i], 4))), {8.5, seal_side});
            put(sheet(), lines, 0, y_ + 0.5, {x, seal_side, Align::center});
            frame(x, y_, seal_side, seal_head);
            frame(x, y_ + seal_head, seal_side, seal_side);
        }
        double beside = y_;
        double const width = text_width - boxes_width - 10.0;
        for (std::size_t i = 0; i < boxes.beside.size(); ++i) {
            bool const is_title = i == 0;
            auto const lines =
                set_lines(type_, cleaned(boxes.beside[i]), {is_title ? 15.0 : 10.0, width, is_title});
            for (std::size_t line = 0; line < lines.lines.size() && beside + lines.advance <= page_end;
                 ++line) {
                put(sheet(), lines, line, beside, {side_margin, width, Align::left});
                beside += lines.advance;
            }
        }
        y_ = std::max(y_ + height, beside) + 8.0;
    }

    void set(Gap const& gap) { y_ += at_top() ? 0.0 : std::clamp(gap.points, 0.0, 200.0); }

    void set(PageBreak const&) {
        if (!at_top()) {
            new_page();
        }
    }

    void set(Together const& together) {
        if (at_top()) {
            add(together.blocks);
            return;
        }
        auto const pages = sheets_.size();
        auto const before = sheet();
        double const y = y_;
        add(together.blocks);
        if (sheets_.size() == pages) {
            return;
        }
        // Once more from the head of a page, if one page can hold it.
        auto const as_it_fell = std::move(sheets_);
        double const end = y_;
        sheets_.assign(as_it_fell.begin(), as_it_fell.begin() + static_cast<std::ptrdiff_t>(pages - 1));
        sheets_.push_back(before);
        y_ = y;
        new_page();
        add(together.blocks);
        if (sheets_.size() > pages + 1) {
            sheets_ = as_it_fell;
            y_ = end;
        }
    }

    struct Row {
        std::vector<Lines> cells;
        std::size_t most_lines = 1;
        double advance = 0.0;
    };
    Row row_of(std::vector<Text> const& cells, std::vector<Place> const& places, bool is_head) {
        Row row;
        for (std::size_t i = 0; i < places.size(); ++i) {
            auto const text = i < cells.size() ? cleaned(cells[i]) : Text{};
            row.cells.push_back(
                set_lines(type_, text, {table_size, places[i].width - 2 * cell_padding, is_head, 1.2}));
            row.most_lines = std::max(row.most_lines, row.cells.back().lines.size());
            row.advance = std::max(row.advance, row.cells.back().advance);
        }
        return row;
    }

    // Lines first..first+count of each cell, framed.
    void put_row(Row const& row, std::vector<Place> const& places, std::size_t first, std::size_t count) {
        double const height = row.advance * static_cast<double>(count) + 2 * cell_padding;
        for (std::size_t i = 0; i < places.size(); ++i) {
            auto const& place = places[i];
            frame(place.x, y_, place.width, height);
            auto const& cell = row.cells[i];
            for (std::size_t line = first; line < std::min(first + count, cell.lines.size()); ++line) {
                put(sheet(), cell, line, y_ + cell_padding + row.advance * static_cast<double>(line - first),
                    {place.x + cell_padding, place.width - 2 * cell_padding, place.align});
            }
        }
        y_ += height;
    }

    void put_head(Row const& head, std::vector<Place> const& places) {
        double const height = head.advance * static_cast<double>(head.most_lines) + 2 * cell_padding;
        sheet().shades.push_back({side_margin, y_, text_width, height});
        put_row(head, places, 0, head.most_lines);
    }

    void set(Table const& table) {
        double const shares =
            std::accumulate(table.columns.begin(), table.columns.end(), 0.0,
                            [](double sum, Column const& column) { return sum + share_of(column); });
        std::vector<Place> places;
        std::vector<Text> titles;
        double x = side_margin;
        for (auto const& column : table.columns) {
            double const width = text_width * share_of(column) / shares;
            places.push_back({x, width, column.align});
            titles.push_back(plain(base::first_code_points(column.title, 40)));
            x += width;
        }
        auto const head = row_of(titles, places, true);
        if (room() < 60.0) {
            new_page();
        }
        put_head(head, places);
        for (auto const& cells : table.rows) {
            put_whole_row(row_of(cells, places, false), head, places);
        }
        y_ += 6.0;
    }

    // A row goes to the next page as a whole, unless no page could hold it.
    void put_whole_row(Row const& row, Row const& head, std::vector<Place> const& places) {
        double const head_height = head.advance * static_cast<double>(head.most_lines) + 2 * cell_padding;
        double const whole_page = page_end - top_margin - head_height;
        for (std::size_t next = 0; next < row.most_lines;) {
            auto const left = row.most_lines - next;
            auto const fits = [&](double space) {
                double const lines = std::max(0.0, (space - 2 * cell_padding) / row.advance + 0.001);
                return std::min(left, static_cast<std::size_t>(lines));
            };
            bool const waits = fits(room()) < left && fits(whole_page) == left;
            auto const count = waits ? 0 : fits(room());
            if (count > 0 || y_ <= top_margin + head_height + 0.01) {
                put_row(row, places, next, std::max<std::size_t>(count, 1));
                next += std::max<std::size_t>(count, 1);
            }
            if (next < row.most_lines) {
                new_page();
                put_head(head, places);
            }
        }
    }

    Type& type_;
    Limits const& limits_;
    std::vector<Sheet> sheets_;
    double y_ = top_margin;
};

}  // namespace

std::vector<Sheet> lay_out(Type& type, Document const& document, Limits const& limits) {
    Counter(limits).count(document.blocks);
    Composer composer(type, limits);
    composer.add(document.blocks);
    return composer.finish(document);
}

}  // namespace platform::documents
