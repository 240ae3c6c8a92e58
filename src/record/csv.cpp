#include "record/csv.h"

#include "record/diff.h"
#include "record/json.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <vector>

namespace record {

namespace {

constexpr std::int64_t japan_offset = 9 * base::milliseconds_per_hour;

// The exact amount without its currency: "12.50".
std::string amount_text(base::Money const& amount) {
    auto text = base::to_string(amount);
    text.resize(text.rfind(' '));
    return text;
}

struct CellTexts {
    Field const& field;
    CsvLanguage language;
    CellWords const& words;

    std::string label(std::string_view ja, std::string_view en) const {
        return std::string(language == CsvLanguage::ja ? ja : en);
    }
    std::vector<Cell> operator()(std::monostate) const {
        auto const count = field.kind == Kind::money ? 2U : field.kind == Kind::told_time ? 3U : 1U;
        return std::vector<Cell>(count);
    }
    std::vector<Cell> operator()(bool value) const {
        return {{value ? label("はい", "yes") : label("いいえ", "no"), false}};
    }
    std::vector<Cell> operator()(std::int64_t value) const { return {{std::to_string(value), true}}; }
    std::vector<Cell> operator()(std::string const& value) const {
        if (auto said = words ? words(field, Value(value)) : std::nullopt) {
            return {{std::move(*said), false}};
        }
        auto const* const choice = label_of(field.values, value);
        return {{choice == nullptr ? value : label(choice->ja, choice->en), false}};
    }
    std::vector<Cell> operator()(base::Instant value) const { return {{csv_time(value), true}}; }
    std::vector<Cell> operator()(base::ToldTime const& value) const {
        return {{csv_time(value.earliest), true}, {csv_time(value.latest), true}, {value.wording, false}};
    }
    std::vector<Cell> operator()(base::Date value) const { return {{base::to_iso(value), true}}; }
    std::vector<Cell> operator()(base::Money const& value) const {
        return {{amount_text(value), true}, {value.currency, false}};
    }
    std::vector<Cell> operator()(base::Ulid const& value) const {
        auto said = words ? words(field, Value(value)) : std::nullopt;
        return {{said ? std::move(*said) : base::to_string(value), false}};
    }
    // Plain elements one per line; structs as JSON, which loses nothing.
    std::vector<Cell> operator()(Values const& values) const {
        if (field.element == Kind::structure || field.kind == Kind::structure) {
            auto const json = to_json(field, Value(values));
            return {{values.empty() ? std::string() : boost::json::serialize(json), false}};
        }
        auto const element = element_of(field);
        std::string text;
        for (auto const& value : values) {
            for (auto const& cell : std::visit(CellTexts{element, language, words}, value.data)) {
                text.append(text.empty() ? "" : "\n").append(cell.text);
            }
        }
        return {{std::move(text), false}};
    }
};

std::string in_quotes(std::string_view text) {
    if (text.find_first_of("\",\r\n") == std::string_view::npos) {
        return std::string(text);
    }
    std::string cell = "\"";
    for (char const c : text) {
        if (c == '"') {
            cell.push_back('"');
        }
        cell.push_back(c);
    }
    cell.push_back('"');
    return cell;
}

// What Excel, LibreOffice and Google Sheets take for a formula, full-width signs included.
bool looks_like_formula(std::string_view text) {
    if (text.empty()) {
        return false;
    }
    if (std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos) {
        return true;
    }
    for (std::string_view const sign : {"＝", "＋", "－", "＠"}) {
        if (text.starts_with(sign)) {
            return true;
        }
    }
    return false;
}

void append_cell(std::string& row, std::string_view cell, bool is_first) {
    row.append(is_first ? "" : ",").append(cell);
}

std::vector<std::string> headings(Field const& field, CsvLanguage language) {
    auto const ja = language == CsvLanguage::ja;
    std::string const label(ja ? field.ja : field.en);
    if (field.kind == Kind::money) {
        return {label, label + (ja ? "(通貨)" : " (currency)")};
    }
    if (field.kind == Kind::told_time) {
        return {label + (ja ? "(始)" : " (earliest)"), label + (ja ? "(終)" : " (latest)"),
                label + (ja ? "(申告の表現)" : " (wording)")};
    }
    return {label};
}

}  // namespace

std::string csv_cell(std::string_view text) {
    if (!looks_like_formula(text)) {
        return in_quotes(text);
    }
    std::string disarmed = "'";
    disarmed.append(text);
    return in_quotes(disarmed);
}

std::string csv_time(base::Instant at) {
    auto const text = base::to_iso(base::Instant{at.milliseconds + japan_offset});
    return text.substr(0, 10) + " " + text.substr(11, 8);
}

std::vector<std::string> table_headings(Schema const& schema, CsvLanguage language) {
    std::vector<std::string> all;
    for (auto const& field : schema.fields) {
        for (auto& heading : headings(field, language)) {
            all.push_back(std::move(heading));
        }
    }
    return all;
}

std::vector<Cell> table_row(View record, CsvLanguage language, CsvPersonalData personal_data,
                            CellWords const& words) {
    std::vector<Cell> row;
    for (auto const& field : record.schema().fields) {
        auto const value = record.get(field);
        bool const masks =
            personal_data == CsvPersonalData::masked && holds_personal_data(field) && !value.is_absent();
        for (auto& cell : std::visit(CellTexts{field, language, words}, value.data)) {
            if (masks && !cell.text.empty()) {
                cell.text = redacted_text;
            }
            row.push_back(std::move(cell));
        }
    }
    return row;
}

std::string csv_header(Schema const& schema, CsvLanguage language) {
    std::string row(byte_order_mark);
    for (auto const& heading : table_headings(schema, language)) {
        append_cell(row, csv_cell(heading), row.size() == byte_order_mark.size());
    }
    return row.append("\r\n");
}

std::string csv_row(View record, CsvLanguage language, CsvPersonalData personal_data,
                    CellWords const& words) {
    std::string row;
    bool is_first = true;
    for (auto const& cell : table_row(record, language, personal_data, words)) {
        append_cell(row, cell.is_number ? in_quotes(cell.text) : csv_cell(cell.text), is_first);
        is_first = false;
    }
    return row.append("\r\n");
}

}  // namespace record
