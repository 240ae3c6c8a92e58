#include "formats/table_mapping/table_mapping.h"

#include "base/text_fold.h"
#include "formats/office_values/office_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace formats::table_mapping {

namespace {

constexpr std::uint32_t most_header_rows = 30;
constexpr std::size_t longest_header = 200;

std::string folded(std::string_view text) {
    auto key = base::match_fold(text.substr(0, longest_header)).text;
    // 「金額（円）」 is 「金額」; notes in brackets are no part of the name.
    if (auto const bracket = key.find('('); bracket != std::string::npos && bracket > 0) {
        key.resize(bracket);
    }
    return key;
}

TableRule const* rule_of(Mapping const& mapping, std::span<TableRule const> rules) {
    auto const found = std::ranges::find(rules, mapping.table, &TableRule::code);
    return found == rules.end() ? nullptr : &*found;
}

// How well a header names a column: 0 = not at all.
std::size_t fit(std::string const& header, ColumnRule const& column) {
    std::size_t best = 0;
    for (auto const& spelling : column.headers) {
        auto const wanted = folded(spelling);
        if (wanted.empty() || header.empty()) {
            continue;
        }
        if (header == wanted) {
            best = std::max<std::size_t>(best, 1'000 + wanted.size());
        } else if (wanted.size() >= 6 && header.find(wanted) != std::string::npos) {
            best = std::max(best, wanted.size());  // two characters at least
        }
    }
    return best;
}

struct Guess {
    Mapping mapping;
    std::size_t score = 0;
    std::size_t known = 0;
};

using HeaderRow = std::vector<spreadsheet::Cell>;

// Gives each code to the column whose header names it best.
Guess guess_row(HeaderRow const& headers, TableRule const& rule, std::uint32_t row) {
    struct Fit {
        std::size_t score;
        std::size_t header;
        std::size_t column;
    };
    std::vector<Fit> fits;
    for (std::size_t h = 0; h < headers.size(); ++h) {
        auto const key = folded(headers[h].text);
        for (std::size_t c = 0; c < rule.columns.size(); ++c) {
            if (auto const score = fit(key, rule.columns[c]); score > 0) {
                fits.push_back({score, h, c});
            }
        }
    }
    std::ranges::stable_sort(fits, std::ranges::greater(), &Fit::score);
    Guess guess;
    guess.mapping = {rule.code, row, {}};
    for (auto const& header : headers) {
        guess.mapping.columns.push_back({header.column, header.text, ""});
    }
    std::set<std::size_t> taken;
    for (auto const& each : fits) {
        auto& column = guess.mapping.columns[each.header];
        if (column.code.empty() && taken.insert(each.column).second) {
            column.code = rule.columns[each.column].code;
            guess.score += each.score >= 1'000 ? 3U : 1U;
            guess.score += rule.columns[each.column].required ? 2U : 0U;
            ++guess.known;
        }
    }
    return guess;
}

bool is_sum(std::string_view text) {
    auto const key = base::match_fold(text.substr(0, longest_header)).text;
    return key == "合計" || key == "計" || key == "総計" || key == "小計" || key == "total";
}

class Applier {
  public:
    Applier(TableRule const& rule, Mapping const& mapping, Limits const& limits)
        : mapping_(mapping), limits_(limits) {
        for (auto const& column : mapping.columns) {
            auto const found = std::ranges::find(rule.columns, column.code, &ColumnRule::code);
            if (!column.code.empty() && found != rule.columns.end()) {
                columns_.emplace(column.column, &*found);
            }
        }
        for (auto const& column : rule.columns) {
            required_ += column.required ? 1U : 0U;
        }
    }

    Result run(spreadsheet::Sheet const& sheet) {
        auto cell =
            std::ranges::lower_bound(sheet.cells, mapping_.header_row + 1, {}, &spreadsheet::Cell::row);
        while (cell != sheet.cells.end()) {
            auto const row = cell->row;
            auto const begin = cell;
            while (cell != sheet.cells.end() && cell->row == row) {
                ++cell;
            }
            if (result_.rows.size() >= limits_.most_rows) {
                refuse(fmt::format("{}", row), fmt::format("{} 行までを読みました", limits_.most_rows),
                       fmt::format("only the first {} rows were read", limits_.most_rows));
                result_.complete = false;
                break;
            }
            take(std::span(begin, cell), row);
        }
        return std::move(result_);
    }

  private:
    void refuse(std::string place, std::string ja, std::string en) {
        if (result_.violations.size() < limits_.most_violations) {
            result_.violations.push_back({std::move(place), {std::move(ja), std::move(en)}});
        }
    }

    void take(std::span<spreadsheet::Cell const> cells, std::uint32_t row) {
        if (std::ranges::any_of(cells, [](auto const& cell) { return is_sum(cell.text); })) {
            refuse(spreadsheet::cell_name(row, cells.front().column), "合計の行とみて、取り込みません",
                   "this looks like a row of sums and is not taken");
            return;
        }
        Row out{row, {}};
        std::size_t required = 0;
        for (auto const& cell : cells) {
            auto const column = columns_.find(cell.column);
            if (column == columns_.end() || cell.text.find_first_not_of(" \t\r\n") == std::string::npos) {
                continue;
            }
            if (auto value = read(cell, *column->second)) {
                required += column->second->required ? 1U : 0U;
                out.values.push_back(std::move(*value));
            }
        }
        if (out.values.empty()) {
            return;
        }
        if (required < required_) {
            ++result_.refused_rows;
            refuse(fmt::format("{}", row), "必須の列の値がないため、この行は取り込みません",
                   "a required value is missing: the row is not taken");
            return;
        }
        result_.rows.push_back(std::move(out));
    }

    std::optional<Value> read(spreadsheet::Cell const& cell, ColumnRule const& column) {
        Value value{column.code, cell.text, {}, std::nullopt, std::nullopt, cell.column};
        auto const place = spreadsheet::cell_name(cell.row, cell.column);
        switch (column.kind) {
            case ValueKind::text:
            case ValueKind::url:
                value.text = cell.text;
                return value;
            case ValueKind::email:
                value.text = cell.text;
                if (cell.text.find('@') == std::string::npos) {
                    refuse(place, "メールアドレスではありません", "this is no mail address");
                    return std::nullopt;
                }
                return value;
            case ValueKind::time:
                value.time = office_values::read_told_time(cell.text);
                if (!value.time) {
                    refuse(place, "日時として読めません（例: 令和8年11月22日 14:05、2026/11/22）",
                           "this cannot be read as a time (such as 2026-11-22 14:05)");
                    return std::nullopt;
                }
                value.text = base::to_iso(value.time->earliest);
                return value;
            case ValueKind::money:
                value.money = office_values::read_money(cell.text);
                if (!value.money) {
                    refuse(place, "金額として読めません（例: 1,234,567円）",
                           "this cannot be read as an amount (such as 1,234,567円)");
                    return std::nullopt;
                }
                value.text = base::to_string(*value.money);
                return value;
            case ValueKind::phone:
                return digits(std::move(value), office_values::read_phone(cell.text), place,
                              {"電話番号として読めません", "this cannot be read as a telephone number"});
            case ValueKind::digits:
                return digits(std::move(value), office_values::read_digits(cell.text), place,
                              {"数字として読めません", "this is no row of digits"});
        }
        return std::nullopt;
    }

    std::optional<Value> digits(Value value, std::optional<std::string> const& read, std::string const& place,
                                base::Words words) {
        if (!read) {
            refuse(place, std::move(words.ja), std::move(words.en));
            return std::nullopt;
        }
        value.text = *read;
        return value;
    }

    Mapping const& mapping_;
    Limits const& limits_;
    std::map<std::uint32_t, ColumnRule const*> columns_;
    std::size_t required_ = 0;
    Result result_;
};

}  // namespace

std::optional<Mapping> guess(spreadsheet::Sheet const& sheet, std::span<TableRule const> rules) {
    std::map<std::uint32_t, HeaderRow> rows;
    for (auto const& cell : sheet.cells) {
        if (rows.size() >= most_header_rows && !rows.contains(cell.row)) {
            break;
        }
        rows[cell.row].push_back(cell);
    }
    std::optional<Guess> best;
    for (auto const& rule : rules) {
        for (auto const& [row, headers] : rows) {
            auto found = guess_row(headers, rule, row);
            if (found.known >= 2 && (!best || found.score > best->score)) {
                best = std::move(found);
            }
        }
    }
    return best ? std::optional(std::move(best->mapping)) : std::nullopt;
}

std::vector<base::Violation> check(Mapping const& mapping, std::span<TableRule const> rules) {
    auto const* const rule = rule_of(mapping, rules);
    if (rule == nullptr) {
        return {{"table", {"この表の種類はありません", "there is no such kind of table"}}};
    }
    std::vector<base::Violation> violations;
    std::set<std::string> codes;
    for (std::size_t i = 0; i < mapping.columns.size(); ++i) {
        auto const& code = mapping.columns[i].code;
        auto const place = fmt::format("columns/{}/code", i);
        if (code.empty()) {
            continue;
        }
        if (std::ranges::find(rule->columns, code, &ColumnRule::code) == rule->columns.end()) {
            violations.push_back({place, {"この項目はありません", "there is no such field"}});
        } else if (!codes.insert(code).second) {
            violations.push_back(
                {place, {"同じ項目が二つの列に割り当てられています", "the field is given to two columns"}});
        }
    }
    for (auto const& column : rule->columns) {
        if (column.required && !codes.contains(column.code)) {
            violations.push_back({"columns",
                                  {fmt::format("「{}」の列を決めてください", column.label.ja),
                                   fmt::format("a column for \"{}\" is needed", column.label.en)}});
        }
    }
    return violations;
}

Result apply(spreadsheet::Sheet const& sheet, Mapping const& mapping, std::span<TableRule const> rules,
             Limits const& limits) {
    auto const* const rule = rule_of(mapping, rules);
    if (rule == nullptr) {
        Result result;
        result.violations = check(mapping, rules);
        result.complete = false;
        return result;
    }
    return Applier(*rule, mapping, limits).run(sheet);
}

}  // namespace formats::table_mapping
