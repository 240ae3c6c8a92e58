#include "formats/staff_list/staff_list.h"

#include "base/text_fold.h"
#include "base/utf8.h"
#include "formats/csv/csv.h"
#include "formats/office_values/office_values.h"

#include <algorithm>
#include <array>
#include <set>

namespace formats::staff_list {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::vector<ColumnKind> const& kinds() {
    static std::vector<ColumnKind> const all{
        {"employee_number",
         {"職員番号", "Employee number"},
         {"職員番号", "職員コード", "employee number", "employee_number"}},
        {"name", {"氏名", "Name"}, {"氏名", "名前", "職員氏名", "name"}},
        {"kana",
         {"ふりがな", "Reading"},
         {"ふりがな", "フリガナ", "よみ", "読み", "カナ", "reading", "kana"}},
        {"rank", {"階級", "Rank"}, {"階級", "rank"}},
        {"post", {"職", "Post"}, {"職", "職名", "役職", "post"}},
        {"extension", {"内線", "Extension"}, {"内線", "内線番号", "extension"}},
        {"unit", {"所属コード", "Unit"}, {"所属コード", "所属", "配置先", "unit", "unit code"}},
        {"valid_from", {"着任日", "From"}, {"着任日", "異動日", "発令日", "from", "valid_from"}},
        {"valid_to", {"離任日", "To"}, {"離任日", "退職日", "to", "valid_to"}},
    };
    return all;
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// Without blanks of either width around it.
std::string trimmed(std::string_view text) {
    constexpr std::string_view wide_space = "\xE3\x80\x80";
    bool again = true;
    while (again) {
        again = false;
        while (!text.empty() && is_blank(text.front())) {
            text.remove_prefix(1);
        }
        while (!text.empty() && is_blank(text.back())) {
            text.remove_suffix(1);
        }
        if (text.starts_with(wide_space)) {
            text.remove_prefix(wide_space.size());
            again = true;
        }
        if (text.ends_with(wide_space)) {
            text.remove_suffix(wide_space.size());
            again = true;
        }
    }
    return std::string(text);
}

// Our own export writes '=… for =…, so that no spreadsheet runs it.
std::string armed_again(std::string text) {
    constexpr auto signs = std::to_array<std::string_view>({"=", "+", "-", "@", "＝", "＋", "－", "＠"});
    bool const disarmed =
        text.starts_with('\'') && std::ranges::any_of(signs, [&text](std::string_view sign) {
            return std::string_view(text).substr(1).starts_with(sign);
        });
    return disarmed ? text.substr(1) : text;
}

std::string code_of(std::string const& heading) {
    auto const folded = base::match_fold(heading).text;
    for (auto const& kind : kinds()) {
        for (auto const& spelling : kind.spellings) {
            if (base::match_fold(spelling).text == folded) {
                return std::string(kind.code);
            }
        }
    }
    return {};
}

std::string place(std::size_t line, std::string_view code) {
    return "line " + std::to_string(line) + "/" + std::string(code);
}

// One line by its columns.
class RowReader {
  public:
    RowReader(std::vector<Column> const& columns, std::vector<base::Violation>& violations)
        : columns_(columns), violations_(violations) {}

    std::optional<Row> read(csv::Row const& from) {
        row_ = {};
        row_.line = from.line;
        good_ = true;
        if (from.fields.size() > columns_.size()) {
            refuse("", "見出しより列が多い行です", "has more columns than there are headings");
        }
        for (std::size_t i = 0; i < columns_.size() && i < from.fields.size(); ++i) {
            take(columns_[i].code, from.fields[i]);
        }
        if (good_ && row_.name.empty()) {
            refuse("name", "氏名がありません", "the name is missing");
        }
        return good_ ? std::optional(std::move(row_)) : std::nullopt;
    }

  private:
    void refuse(std::string_view code, std::string_view ja, std::string_view en) {
        good_ = false;
        if (violations_.size() < csv::most_violations) {
            violations_.push_back(
                {code.empty() ? "line " + std::to_string(row_.line) : place(row_.line, code),
                 {std::string(ja), std::string(en)}});
        }
    }

    void take(std::string const& code, std::string const& field) {
        if (code.empty()) {
            return;
        }
        auto text = armed_again(trimmed(field));
        if (text.size() > longest_value) {
            refuse(code, "長すぎます", "is too long");
            return;
        }
        if (std::ranges::any_of(text,
                                [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; })) {
            refuse(code, "改行や制御文字は使えません", "holds a line end or control character");
            return;
        }
        if (code == "valid_from" || code == "valid_to") {
            take_day(code, text);
        } else if (code == "name") {
            row_.name = std::move(text);
        } else {
            member(code) = std::move(text);
        }
    }

    void take_day(std::string const& code, std::string const& text) {
        if (text.empty()) {
            return;
        }
        auto const day = office_values::read_date(text);
        if (!day) {
            refuse(code, "日付ではありません (例: 令和8年4月1日、2026-04-01)",
                   "is not a date such as 2026-04-01");
            return;
        }
        (code == "valid_from" ? row_.valid_from : row_.valid_to) = day;
    }

    std::optional<std::string>& member(std::string_view code) {
        if (code == "employee_number") {
            return row_.employee_number;
        }
        if (code == "kana") {
            return row_.kana;
        }
        if (code == "rank") {
            return row_.rank;
        }
        if (code == "post") {
            return row_.post;
        }
        return code == "extension" ? row_.extension : row_.unit;
    }

    std::vector<Column> const& columns_;
    std::vector<base::Violation>& violations_;
    Row row_;
    bool good_ = true;
};

std::vector<base::Violation> read_columns(csv::Row const& head, std::vector<Column>& columns) {
    std::vector<base::Violation> violations;
    std::set<std::string> seen;
    for (auto const& field : head.fields) {
        Column column{trimmed(field), {}};
        column.code = code_of(column.heading);
        if (!column.code.empty() && !seen.insert(column.code).second) {
            violations.push_back({place(head.line, column.code),
                                  {"「" + column.heading + "」に当たる列が二つあります",
                                   "two columns stand for \"" + column.heading + "\""}});
        }
        columns.push_back(std::move(column));
    }
    if (!seen.contains("name")) {
        violations.push_back(
            {place(head.line, "name"), {"見出しに「氏名」がありません", "no column is headed 氏名 or Name"}});
    }
    return violations;
}

}  // namespace

std::span<ColumnKind const> column_kinds() {
    return kinds();
}

base::Parsed<StaffList> parse(std::string_view bytes) {
    auto table = csv::parse(bytes);
    if (!table) {
        return table.violations();
    }
    if (table->rows.empty()) {
        return base::Violation{"line 1", {"見出しの行がありません", "there is no line of headings"}};
    }
    if (table->rows.size() > most_rows + 1) {
        return base::Violation{
            "line " + std::to_string(table->rows[most_rows + 1].line),
            {"一度に取り込めるのは2万行までです", "at most 20,000 lines are taken at once"}};
    }
    StaffList list;
    list.encoding = table->encoding;
    if (auto violations = read_columns(table->rows.front(), list.columns); !violations.empty()) {
        return violations;
    }
    list.violations = std::move(table->violations);
    list.left_out = table->refused;
    RowReader reader(list.columns, list.violations);
    for (std::size_t i = 1; i < table->rows.size(); ++i) {
        if (auto row = reader.read(table->rows[i])) {
            list.rows.push_back(std::move(*row));
        } else {
            ++list.left_out;
        }
    }
    return list;
}

std::string template_file() {
    std::string text(byte_order_mark);
    std::string_view comma;
    for (auto const& kind : kinds()) {
        text.append(comma).append(kind.heading.ja);
        comma = ",";
    }
    return text.append("\r\n");
}

}  // namespace formats::staff_list
