#include "formats/spreadsheet/xlsx.h"

#include "base/utf8.h"
#include "formats/archive/archive.h"
#include "formats/csv/csv.h"
#include "formats/spreadsheet/check_boxes.h"
#include "formats/spreadsheet/number_formats.h"
#include "formats/spreadsheet/package_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <utility>

namespace formats::spreadsheet {

namespace {

constexpr std::size_t most_strings = 2'000'000;
constexpr std::size_t most_styles = 100'000;

template <typename Number>
Number number_or(std::string_view text, Number fallback) {
    Number value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && !text.empty() ? value : fallback;
}

struct Place {
    std::uint32_t row = 0;
    std::uint32_t column = 0;
};

// "B12", "$B$12"
std::optional<Place> place_of(std::string_view written) {
    Place place;
    std::size_t at = 0;
    for (; at < written.size(); ++at) {
        char const c = written[at];
        if (c == '$') {
            continue;
        }
        char const upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        if (upper < 'A' || upper > 'Z' || place.column > 20'000) {
            break;
        }
        place.column = place.column * 26 + static_cast<std::uint32_t>(upper - 'A' + 1);
    }
    place.row = number_or<std::uint32_t>(written.substr(at), 0);
    return place.row == 0 || place.column == 0 ? std::nullopt : std::optional(place);
}

// Excel writes control characters as "_x000D_".
std::string without_escapes(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        auto const piece = text.substr(at, 7);
        unsigned value = 0;
        bool const escape =
            piece.size() == 7 && piece[0] == '_' && piece[1] == 'x' && piece[6] == '_' &&
            std::from_chars(piece.data() + 2, piece.data() + 6, value, 16).ptr == piece.data() + 6;
        if (escape) {
            out += value == '\r' ? std::string() : base::encode_utf8(value);
            at += 7;
        } else {
            out += text[at++];
        }
    }
    return base::repaired_text(out);
}

// The text of <si> or <is>: of its runs, without the readings (rPh).
std::string text_of(pugi::xml_node const& item) {
    std::string text;
    for (auto const child : item.children()) {
        if (local_name(child) == "t") {
            text += child.text().get();
        } else if (local_name(child) == "r") {
            text += child_of(child, "t").text().get();
        }
    }
    return without_escapes(text);
}

class Reader {
  public:
    Reader(std::string_view bytes, Limits const& limits) : package_(bytes, limits), limits_(limits) {}

    base::Parsed<Workbook> run(archive::Listing const& listing) {
        note_contents(listing);
        auto const name = workbook_name();
        auto const tree = package_.document(name);
        auto const root = tree->document_element();
        if (local_name(root) != "workbook") {
            return base::Violation{"", {"Excel のブックがありません", "there is no workbook in it"}};
        }
        auto const relations = package_.relations(name);
        auto const date_1904 = attribute_of(child_of(root, "workbookPr"), "date1904");
        from_1904_ = date_1904 == "1" || date_1904 == "true";
        for (auto const& [id, relation] : relations) {
            if (relation.type == "sharedStrings") {
                read_strings(*package_.document(relation.target));
            } else if (relation.type == "styles") {
                read_styles(*package_.document(relation.target));
            }
        }
        for (auto const node : child_of(root, "sheets").children()) {
            auto const relation = relations.find(std::string(attribute_of(node, "id")));
            if (workbook_.sheets.size() >= limits_.most_sheets) {
                warn("", fmt::format("シートは {} 枚までを読みました", limits_.most_sheets),
                     fmt::format("only the first {} sheets were read", limits_.most_sheets));
                break;
            }
            if (relation != relations.end() && !relation->second.external) {
                read_sheet(node, relation->second.target);
            }
        }
        std::ranges::move(package_.warnings, std::back_inserter(workbook_.warnings));
        return std::move(workbook_);
    }

  private:
    void warn(std::string place, std::string ja, std::string en) {
        workbook_.warnings.push_back({std::move(place), {std::move(ja), std::move(en)}});
    }

    void note_contents(archive::Listing const& listing) {
        for (auto const& entry : listing.entries) {
            workbook_.has_macros = workbook_.has_macros || entry.name.ends_with("vbaProject.bin") ||
                                   entry.name.starts_with("xl/macrosheets/");
            workbook_.has_external_links =
                workbook_.has_external_links || entry.name.starts_with("xl/externalLinks/");
        }
        if (workbook_.has_macros) {
            warn("", "マクロが入っています（実行していません）", "it holds macros (they were not run)");
        }
        if (workbook_.has_external_links) {
            warn("", "他のファイルへのリンクがあります（開いていません）",
                 "it links to other files (they were not opened)");
        }
    }

    std::string workbook_name() {
        for (auto const& [id, relation] : package_.relations("")) {
            if (relation.type == "officeDocument" && !relation.external) {
                return relation.target;
            }
        }
        return "xl/workbook.xml";
    }

    void read_strings(pugi::xml_document const& tree) {
        for (auto const item : tree.document_element().children()) {
            if (local_name(item) == "si" && strings_.size() < most_strings) {
                strings_.push_back(text_of(item));
            }
        }
    }

    void read_styles(pugi::xml_document const& tree) {
        std::map<unsigned, DateStyle> codes;
        for (auto const format : child_of(tree.document_element(), "numFmts").children()) {
            codes[number_or<unsigned>(attribute_of(format, "numFmtId"), 0)] =
                style_of_code(attribute_of(format, "formatCode"));
        }
        for (auto const cell_style : child_of(tree.document_element(), "cellXfs").children()) {
            auto const number = number_or<unsigned>(attribute_of(cell_style, "numFmtId"), 0);
            auto const code = codes.find(number);
            if (styles_.size() < most_styles) {
                styles_.push_back(code == codes.end() ? style_of_number(number) : code->second);
            }
        }
    }

    void read_sheet(pugi::xml_node const& node, std::string const& part) {
        Sheet sheet;
        sheet.name = base::repaired_text(attribute_of(node, "name"));
        sheet.hidden = !attribute_of(node, "state").empty() && attribute_of(node, "state") != "visible";
        auto const tree = package_.document(part);
        auto const root = tree->document_element();
        std::uint32_t row = 0;
        cut_ = false;
        for (auto const row_node : child_of(root, "sheetData").children()) {
            row = number_or<std::uint32_t>(attribute_of(row_node, "r"), row + 1);
            if (row == 0 || row > limits_.most_rows || cells_ >= limits_.most_cells) {
                cut_ = true;
                break;
            }
            read_row(sheet, row_node, row);
        }
        if (cut_) {
            warn(sheet.name, "行・列・セルが多すぎるため、途中までを読みました",
                 "there are too many rows, columns or cells: the sheet was read up to the limit");
        }
        auto const before = [](Cell const& a, Cell const& b) {
            return std::pair(a.row, a.column) < std::pair(b.row, b.column);
        };
        if (!std::ranges::is_sorted(sheet.cells, before)) {
            std::ranges::stable_sort(sheet.cells, before);
        }
        read_merged(sheet, root);
        read_drawing(sheet, root, part);
        workbook_.sheets.push_back(std::move(sheet));
    }

    void read_row(Sheet& sheet, pugi::xml_node const& row_node, std::uint32_t row) {
        std::uint32_t column = 0;
        for (auto const cell_node : row_node.children()) {
            if (local_name(cell_node) != "c") {
                continue;
            }
            auto const place = place_of(attribute_of(cell_node, "r"));
            column = place ? place->column : column + 1;
            if (column > limits_.most_columns || cells_ >= limits_.most_cells) {
                cut_ = true;
                continue;
            }
            auto cell = read_cell(cell_node, sheet.name, row, column);
            if (!cell.text.empty()) {
                sheet.cells.push_back(std::move(cell));
                ++cells_;
            }
        }
    }

    Cell read_cell(pugi::xml_node const& node, std::string const& sheet, std::uint32_t row,
                   std::uint32_t column) {
        Cell cell{row, column, CellKind::text, {}, !child_of(node, "f").empty()};
        auto const type = attribute_of(node, "t");
        std::string_view const value = child_of(node, "v").text().get();
        if (type == "s") {
            auto const index = number_or<std::size_t>(value, strings_.size());
            if (index < strings_.size()) {
                cell.text = strings_[index];
            } else if (!value.empty()) {
                warn(sheet + "!" + cell_name(row, column), "文字列の番号が範囲外です",
                     "its text is missing from the workbook");
            }
        } else if (type == "inlineStr") {
            cell.text = text_of(child_of(node, "is"));
        } else if (type == "b") {
            cell.kind = CellKind::boolean;
            cell.text = value == "1" || value == "true" ? "TRUE" : value.empty() ? "" : "FALSE";
        } else if (type == "str") {
            cell.text = without_escapes(value);
        } else if (type == "e") {
            cell.kind = CellKind::error;
            cell.text = base::repaired_text(value);
        } else if (type == "d") {
            cell.kind = CellKind::date;
            cell.text = base::repaired_text(value);
        } else {
            number(cell, value, number_or<std::size_t>(attribute_of(node, "s"), 0));
        }
        if (cell.text.size() > limits_.longest_text * 4) {
            cell.text = base::first_code_points(
                std::string_view(cell.text).substr(0, limits_.longest_text * 4), limits_.longest_text);
            warn(sheet + "!" + cell_name(row, column), "長すぎるため、途中までを読みました",
                 "its text is too long and was cut");
        }
        return cell;
    }

    void number(Cell& cell, std::string_view value, std::size_t style_index) {
        cell.kind = CellKind::number;
        cell.text = base::repaired_text(value);
        auto const style = style_index < styles_.size() ? styles_[style_index] : DateStyle::none;
        if (style == DateStyle::none) {
            return;
        }
        if (auto date = iso_of_serial(value, style, from_1904_)) {
            cell.kind = CellKind::date;
            cell.text = std::move(*date);
        }
    }

    void read_merged(Sheet& sheet, pugi::xml_node const& root) {
        for (auto const node : child_of(root, "mergeCells").children()) {
            auto const written = attribute_of(node, "ref");
            auto const colon = written.find(':');
            auto const first = place_of(written.substr(0, colon));
            auto const last = colon == std::string_view::npos ? first : place_of(written.substr(colon + 1));
            if (!first || !last || last->row < first->row || last->column < first->column) {
                continue;
            }
            if (sheet.merged.size() >= limits_.most_merged) {
                warn(sheet.name, "結合セルが多すぎるため、途中までを読みました",
                     "there are too many merged ranges: some were left out");
                return;
            }
            sheet.merged.push_back({first->row, first->column, last->row, last->column});
        }
    }

    void read_drawing(Sheet& sheet, pugi::xml_node const& root, std::string const& part) {
        auto const drawing = child_of(root, "legacyDrawing");
        if (!drawing) {
            return;
        }
        auto const relations = package_.relations(part);
        auto const relation = relations.find(std::string(attribute_of(drawing, "id")));
        if (relation != relations.end() && !relation->second.external) {
            sheet.check_boxes = read_check_boxes(*package_.document(relation->second.target));
        }
    }

    Package package_;
    Limits const& limits_;
    Workbook workbook_;
    std::vector<std::string> strings_;
    std::vector<DateStyle> styles_;
    bool from_1904_ = false;
    bool cut_ = false;
    std::size_t cells_ = 0;
};

base::Violation refused(std::string ja, std::string en) {
    return {"", {std::move(ja), std::move(en)}};
}

}  // namespace

bool looks_like_xlsx(std::string_view bytes) {
    if (!bytes.starts_with("PK")) {
        return false;
    }
    auto const listing = archive::list(bytes);
    return listing && std::ranges::any_of(listing->entries, [](auto const& entry) {
               return entry.name == "xl/workbook.xml" || entry.name == "xl/workbook.bin";
           });
}

base::Parsed<Workbook> read_xlsx(std::string_view bytes, Limits const& limits) {
    if (bytes.size() > limits.most_bytes) {
        return refused(fmt::format("ファイルが大きすぎます（上限は {} バイト）", limits.most_bytes),
                       fmt::format("the file is too large (the limit is {} bytes)", limits.most_bytes));
    }
    if (bytes.starts_with("\xD0\xCF\x11\xE0")) {
        return refused(
            "古い形式（.xls）か、パスワードのかかったブックです。.xlsx で保存し直したものが必要です",
            "this is an old .xls or a workbook with a password; it must be saved as a plain .xlsx");
    }
    auto const listing = archive::list(bytes);
    if (!bytes.starts_with("PK") || !listing) {
        return refused("Excel のファイル（.xlsx）ではありません", "this is no .xlsx workbook");
    }
    if (listing->bomb) {
        return base::Parsed<Workbook>(listing->warnings.front());
    }
    if (std::ranges::any_of(listing->entries,
                            [](auto const& entry) { return entry.name == "xl/workbook.bin"; })) {
        return refused("バイナリ形式（.xlsb）は読めません。.xlsx で保存し直したものが必要です",
                       "the binary .xlsb cannot be read; it must be saved as .xlsx");
    }
    return Reader(bytes, limits).run(*listing);
}

base::Parsed<Workbook> read_csv(std::string_view bytes, char separator) {
    auto const table = csv::parse(bytes, separator);
    if (!table) {
        return table.violations();
    }
    Sheet sheet;
    sheet.name = "CSV";
    for (auto const& row : table->rows) {
        for (std::size_t i = 0; i < row.fields.size(); ++i) {
            if (!row.fields[i].empty()) {
                sheet.cells.push_back({static_cast<std::uint32_t>(row.line),
                                       static_cast<std::uint32_t>(i + 1), CellKind::text,
                                       base::repaired_text(row.fields[i]), false});
            }
        }
    }
    Workbook workbook;
    workbook.sheets.push_back(std::move(sheet));
    workbook.warnings = table->violations;
    return workbook;
}

}  // namespace formats::spreadsheet
