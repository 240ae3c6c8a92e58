#include "formats/common_forms/common_forms.h"
#include "formats/common_forms/filled_form.h"
#include "formats/common_forms/labels.h"

#include <algorithm>
#include <set>
#include <utility>

namespace formats::common_forms {

namespace {

using spreadsheet::Cell;
using spreadsheet::Range;
using spreadsheet::Sheet;

constexpr std::uint32_t widest_gap = 12;  // empty columns between a label and its value
constexpr std::uint32_t most_title_rows = 30;
constexpr std::size_t most_cells_looked_at = 20'000;  // of a form's sheet; more is no form
constexpr std::size_t most_merged_looked_at = 2'000;
constexpr std::size_t most_steps = 300'000;  // cells looked at for values: a true form needs some thousands
constexpr std::size_t most_unrecognised = 300;
constexpr std::size_t longest_unknown_label = 90;  // bytes

using Place = std::pair<std::uint32_t, std::uint32_t>;

class SheetReader {
  public:
    SheetReader(FilledForm& form, FormRule const& rule, Sheet const& sheet)
        : form_(form), rule_(rule), sheet_(sheet), index_(rule) {}

    void read() {
        if (sheet_.cells.size() > most_cells_looked_at || sheet_.merged.size() > most_merged_looked_at) {
            form_.warnings.push_back({sheet_.name,
                                      {"シートが大きすぎるため、様式として読んでいません",
                                       "the sheet is too large and was not read as a form"}});
            return;
        }
        for (auto const& cell : sheet_.cells) {
            if (auto const field = field_of(cell)) {
                labels_.emplace(Place{cell.row, cell.column}, *field);
            }
        }
        for (auto const& [place, field] : labels_) {
            read_field(*sheet_.at(place.first, place.second), rule_.fields[field]);
        }
        list_unrecognised();
    }

    [[nodiscard]] std::size_t count_labels() const {
        std::set<std::size_t> found;
        std::size_t looked_at = 0;
        for (auto const& cell : sheet_.cells) {
            if (++looked_at > most_cells_looked_at) {
                break;
            }
            if (auto const field = field_of(cell)) {
                found.insert(*field);
            }
        }
        return found.size();
    }

  private:
    [[nodiscard]] std::string place_of(Cell const& cell) const {
        return sheet_.name + "!" + spreadsheet::cell_name(cell.row, cell.column);
    }

    // 「担当者名：山田」 in one cell: the label and the value behind the colon.
    static std::pair<std::string_view, std::string_view> halves(std::string_view text) {
        auto const wide = text.find("：");
        auto const narrow = text.find(':');
        auto const at = std::min(wide, narrow);
        if (at == std::string_view::npos) {
            return {text, {}};
        }
        return {text.substr(0, at),
                trimmed(text.substr(at + (at == wide ? std::string_view("：").size() : 1)))};
    }

    [[nodiscard]] std::optional<std::size_t> field_of(Cell const& cell) const {
        if (cell.kind != spreadsheet::CellKind::text) {
            return std::nullopt;
        }
        auto const whole = index_.find(cell.text);
        return whole ? whole : index_.find(halves(cell.text).first);
    }

    [[nodiscard]] bool is_label(Place place) const { return labels_.contains(place); }

    // Cells right of the label, in all rows it covers, up to the next label.
    std::vector<Cell const*> right_of(Range const& label) {
        std::vector<Cell const*> found;
        for (auto row = label.first_row; row <= label.last_row && row - label.first_row < 200; ++row) {
            std::uint32_t gap = 0;
            for (auto column = label.last_column + 1; gap <= widest_gap && ++steps_ <= most_steps; ++column) {
                auto const range = sheet_.range_at(row, column);
                bool const first = range.first_row == row && range.first_column == column;
                auto const* const cell = first ? sheet_.at(row, column) : nullptr;
                if (cell != nullptr && is_label({row, column})) {
                    break;
                }
                if (cell != nullptr && range.first_row >= label.first_row) {
                    found.push_back(cell);
                    gap = 0;
                } else {
                    ++gap;
                }
                column = std::max(column, range.last_column);
            }
        }
        return found;
    }

    std::vector<Cell const*> below(Range const& label) {
        std::vector<Cell const*> found;
        auto const row = label.last_row + 1;
        auto const rows = sheet_.range_at(row, label.first_column);
        for (auto r = row; r <= rows.last_row && r - row < 200; ++r) {
            for (auto column = label.first_column;
                 column <= label.last_column && column - label.first_column < 200; ++column) {
                auto const* const cell = sheet_.at(r, column);
                if (cell != nullptr && is_label({r, column})) {
                    return found;
                }
                if (cell != nullptr) {
                    found.push_back(cell);
                }
            }
        }
        return found;
    }

    void read_field(Cell const& label, FieldRule const& rule) {
        FieldValue value;
        value.code = rule.code;
        value.label = label.text;
        value.label_place = place_of(label);
        value.place = value.label_place;
        auto const range = sheet_.range_at(label.row, label.column);
        auto const [name, rest] = halves(label.text);
        bool const inside = !rest.empty() && !index_.find(label.text);
        auto cells = inside ? std::vector{&label} : right_of(range);
        if (cells.empty()) {
            cells = below(range);
        }
        used_.insert({label.row, label.column});
        if (!cells.empty()) {
            value.place = place_of(*cells.front());
        }
        for (auto const* const cell : cells) {
            used_.insert({cell->row, cell->column});
        }
        if (rule.kind == ValueKind::choice) {
            value.choices = inside ? read_choices(rest) : choices_in(cells, range);
        }
        if (value.choices.empty()) {
            value.value = inside ? std::string(rest) : text_of(cells, rule);
        } else {
            for (auto const& choice : value.choices) {
                value.value += choice.chosen ? (value.value.empty() ? "" : "、") + choice.label : "";
            }
        }
        add_value(form_, rule, std::move(value));
    }

    static std::string text_of(std::vector<Cell const*> const& cells, FieldRule const& rule) {
        std::string text;
        std::uint32_t row = 0;
        for (auto const* const cell : cells) {
            if (!text.empty()) {
                text += row == cell->row ? " " : "\n";
            }
            text += trimmed(cell->text);
            row = cell->row;
            if (rule.kind == ValueKind::date && cell->kind == spreadsheet::CellKind::date) {
                break;  // what stands behind a true date is a note
            }
        }
        return text;
    }

    // Marks within cells, marks alone before their label, TRUE and FALSE of linked check boxes, and check
    // boxes drawn over the cells.
    std::vector<Choice> choices_in(std::vector<Cell const*> const& cells, Range const& label) {
        std::vector<Choice> choices;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            auto const& cell = *cells[i];
            auto mark = lone_mark(cell.text);
            if (cell.kind == spreadsheet::CellKind::boolean) {
                mark = cell.text == "TRUE";
            }
            bool const pair = mark && i + 1 < cells.size() && cells[i + 1]->row == cell.row;
            if (pair) {
                choices.push_back({std::string(trimmed(cells[i + 1]->text)), *mark});
                ++i;
                continue;
            }
            auto const more = read_choices(cell.text);
            choices.insert(choices.end(), more.begin(), more.end());
        }
        for (auto const& box : sheet_.check_boxes) {
            if (box.row >= label.first_row && box.row <= label.last_row && box.column > label.last_column &&
                !box.label.empty()) {
                choices.push_back({box.label, box.checked});
            }
        }
        return choices;
    }

    void list_unrecognised() {
        for (auto const& cell : sheet_.cells) {
            if (form_.unrecognised.size() >= most_unrecognised) {
                return;
            }
            Place const place{cell.row, cell.column};
            bool const text =
                cell.kind == spreadsheet::CellKind::text && cell.text.size() <= longest_unknown_label;
            if (!text || used_.contains(place)) {
                continue;
            }
            auto const cells = right_of(sheet_.range_at(cell.row, cell.column));
            auto const free = std::ranges::find_if(cells, [&](Cell const* each) {
                return !used_.contains({each->row, each->column});
            });
            if (free != cells.end()) {
                form_.unrecognised.push_back({cell.text, (*free)->text, place_of(cell)});
                used_.insert({(*free)->row, (*free)->column});
            } else if (cell.text.ends_with(":") || cell.text.ends_with("：")) {
                form_.unrecognised.push_back({cell.text, "", place_of(cell)});
            }
        }
    }

    FilledForm& form_;
    FormRule const& rule_;
    Sheet const& sheet_;
    LabelIndex index_;
    std::map<Place, std::size_t> labels_;
    std::set<Place> used_;
    std::size_t steps_ = 0;
};

bool is_titled(spreadsheet::Workbook const& workbook, FormRule const& rule) {
    for (auto const& sheet : workbook.sheets) {
        if (holds_title(rule, sheet.name)) {
            return true;
        }
        for (auto const& cell : sheet.cells) {
            if (cell.row > most_title_rows) {
                break;
            }
            if (cell.kind == spreadsheet::CellKind::text && cell.text.size() <= 300 &&
                holds_title(rule, cell.text)) {
                return true;
            }
        }
    }
    return false;
}

}  // namespace

std::optional<FilledForm> read_workbook(spreadsheet::Workbook const& workbook,
                                        std::span<FormRule const> rules) {
    FormRule const* best = nullptr;
    bool best_titled = false;
    std::size_t best_score = 0;
    for (auto const& rule : rules) {
        if (rule.medium != Medium::spreadsheet) {
            continue;
        }
        FilledForm unused;
        std::size_t labels = 0;
        for (auto const& sheet : workbook.sheets) {
            labels += sheet.hidden ? 0 : SheetReader(unused, rule, sheet).count_labels();
        }
        bool const titled = is_titled(workbook, rule);
        bool const likely = labels > 0 && (titled || labels >= static_cast<std::size_t>(rule.least_fields));
        auto const score = labels + (titled ? 1'000 : 0);
        if (likely && score > best_score) {
            best = &rule;
            best_titled = titled;
            best_score = score;
        }
    }
    if (best == nullptr) {
        return std::nullopt;
    }
    auto form = new_form(*best, best_titled);
    for (auto const& sheet : workbook.sheets) {
        if (!sheet.hidden) {
            SheetReader(form, *best, sheet).read();
        }
    }
    return form;
}

}  // namespace formats::common_forms
