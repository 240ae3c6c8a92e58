#include "record/sql.h"

#include "base/utf8.h"
#include "record/json.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace record {

namespace {

using base::Blob;
using base::SqlValue;

SqlValue blob(base::Ulid const& id) {
    return Blob{std::string(base::as_bytes(id))};
}

// One field's value as the cells of its columns.
struct CellWriter {
    Field const& field;
    Row& row;

    void operator()(std::monostate) const {
        auto const count = field.kind == Kind::money ? 2U : field.kind == Kind::told_time ? 3U : 1U;
        row.insert(row.end(), count, SqlValue());
    }
    void operator()(bool value) const { row.emplace_back(std::int64_t{value}); }
    void operator()(std::int64_t value) const { row.emplace_back(value); }
    void operator()(std::string const& value) const { row.emplace_back(value); }
    void operator()(base::Instant value) const { row.emplace_back(value.milliseconds); }
    void operator()(base::ToldTime const& value) const {
        row.emplace_back(value.earliest.milliseconds);
        row.emplace_back(value.latest.milliseconds);
        row.emplace_back(value.wording);
    }
    void operator()(base::Date value) const { row.emplace_back(base::to_iso(value)); }
    void operator()(base::Money const& value) const {
        row.emplace_back(value.minor_units);
        row.emplace_back(value.currency);
    }
    void operator()(base::Ulid const& value) const { row.push_back(blob(value)); }
    void operator()(Values const& values) const {
        row.emplace_back(boost::json::serialize(to_json(field, Value(values))));
    }
};

void write_cells(Field const& field, Value const& value, Row& row) {
    std::visit(CellWriter{field, row}, value.data);
}

[[noreturn]] void broken_row(Schema const& schema, std::string_view column) {
    throw base::Problem(
        base::Problem::internal, "保存されたデータが項目の定義と合いません。",
        fmt::format("A stored row of {} does not fit its description at {}.", schema.name, column));
}

// Reads the cells of a row one field after the other.
class RowReader {
  public:
    RowReader(Schema const& schema, std::span<SqlValue const> row) : schema_(schema), row_(row) {}

    Record read() {
        Record record(schema_);
        for (auto const& field : schema_.fields) {
            record.set(field, read(field));
        }
        return record;
    }
    [[nodiscard]] std::span<SqlValue const> rest() const { return row_.subspan(at_); }

  private:
    Value read(Field const& field);
    Value read_text(Field const& field);
    Value read_list(Field const& field, std::string const& text);

    template <typename T>
    T const& next(Field const& field) {
        if (at_ < row_.size()) {
            if (auto const* const cell = std::get_if<T>(&row_[at_])) {
                ++at_;
                return *cell;
            }
        }
        broken_row(schema_, field.name);
    }
    bool take_null(std::size_t columns) {
        if (at_ + columns > row_.size() || !std::holds_alternative<std::monostate>(row_[at_])) {
            return false;
        }
        at_ += columns;
        return true;
    }

    Schema const& schema_;
    std::span<SqlValue const> row_;
    std::size_t at_ = 0;
};

Value RowReader::read(Field const& field) {
    auto const columns = field.kind == Kind::money ? 2U : field.kind == Kind::told_time ? 3U : 1U;
    if ((field.optional || field.kind == Kind::id) && take_null(columns)) {
        return {};
    }
    switch (field.kind) {
        case Kind::text:
        case Kind::enumeration:
        case Kind::date:
            return read_text(field);
        case Kind::boolean:
            return Value(next<std::int64_t>(field) != 0);
        case Kind::integer: {
            auto const number = next<std::int64_t>(field);
            if (number < field.smallest || number > field.largest) {
                broken_row(schema_, field.name);
            }
            return Value(number);
        }
        case Kind::money: {
            auto const units = next<std::int64_t>(field);
            return Value(base::Money{units, next<std::string>(field)});
        }
        case Kind::instant:
            return Value(base::Instant{next<std::int64_t>(field)});
        case Kind::told_time: {
            base::Instant const earliest{next<std::int64_t>(field)};
            base::Instant const latest{next<std::int64_t>(field)};
            return Value(base::ToldTime{earliest, latest, next<std::string>(field)});
        }
        case Kind::id: {
            auto const id = base::ulid_from_bytes(next<Blob>(field).bytes);
            if (!id) {
                broken_row(schema_, field.name);
            }
            return Value(*id);
        }
        case Kind::list:
            return read_list(field, next<std::string>(field));
        case Kind::structure:
            break;
    }
    BASE_ASSERT(false);
}

Value RowReader::read_text(Field const& field) {
    auto const& text = next<std::string>(field);
    if (field.kind == Kind::date) {
        auto const date = base::parse_date(text);
        if (!date) {
            broken_row(schema_, field.name);
        }
        return Value(*date);
    }
    if (field.kind == Kind::enumeration && !has_value(field.values, text)) {
        broken_row(schema_, field.name);
    }
    return Value(text);
}

Value RowReader::read_list(Field const& field, std::string const& text) {
    auto const json = parse_json(text);
    if (!json) {
        broken_row(schema_, field.name);
    }
    auto value = value_from_json(field, *json, field.name);
    if (!value) {
        broken_row(schema_, field.name);
    }
    return std::move(*value);
}

std::string literal(SqlValue const& value, bool quoted) {
    if (auto const* const number = std::get_if<std::int64_t>(&value)) {
        return quoted ? fmt::format("'{}'", *number) : fmt::format("{}", *number);
    }
    auto const* const text = std::get_if<std::string>(&value);
    BASE_ASSERT(text && text->find('\'') == std::string::npos && text->find('{') == std::string::npos);
    return fmt::format("'{}'", *text);
}

std::string not_null_default(SqlValue const& value, Kind kind) {
    // '0' is a literal of every boolean type, 0 only of SQLite's.
    return fmt::format(" NOT NULL DEFAULT {}", literal(value, kind == Kind::boolean));
}

std::vector<std::string> column_names(Field const& field) {
    std::string const name(field.name);
    switch (field.kind) {
        case Kind::money:
            return {name, fmt::format("{}_currency", name)};
        case Kind::told_time:
            return {fmt::format("{}_earliest", name), fmt::format("{}_latest", name),
                    fmt::format("{}_wording", name)};
        case Kind::text:
        case Kind::enumeration:
        case Kind::boolean:
        case Kind::integer:
        case Kind::instant:
        case Kind::date:
        case Kind::id:
        case Kind::list:
        case Kind::structure:
            return {name};
    }
    BASE_ASSERT(false);
}

std::vector<std::string> column_types(Kind kind) {
    switch (kind) {
        case Kind::text:
        case Kind::enumeration:
        case Kind::date:
        case Kind::list:
            return {"{text}"};
        case Kind::boolean:
            return {"{bool}"};
        case Kind::integer:
        case Kind::instant:
            return {"{int}"};
        case Kind::money:
            return {"{int}", "{text}"};
        case Kind::told_time:
            return {"{int}", "{int}", "{text}"};
        case Kind::id:
            return {"{id}"};
        case Kind::structure:
            break;
    }
    BASE_ASSERT(false);
}

std::vector<Column> columns_of(Field const& field, Record const& fresh) {
    auto const names = column_names(field);
    auto const types = column_types(field.kind);
    Row defaults;
    write_cells(field, fresh.get(field), defaults);
    std::vector<Column> columns;
    for (std::size_t i = 0; i < names.size(); ++i) {
        Column column{names[i], types[i], ""};
        if (!field.optional && field.kind != Kind::id) {
            column.constraint = not_null_default(defaults[i], field.kind);
        }
        if (!field.rules.references.empty()) {
            column.constraint.append(fmt::format(" REFERENCES {}(id)", field.rules.references));
        }
        columns.push_back(std::move(column));
    }
    return columns;
}

// `owner_unit` and the like are always given; seq is numbered by the store.
std::vector<Column> envelope_columns() {
    std::vector<Column> columns{{"seq", "{seq}", ""}, {"id", "{id}", " NOT NULL UNIQUE"}};
    for (auto& column : columns_of(envelope_schema())) {
        if (column.name == "seq" || column.name == "id") {
            continue;
        }
        if (column.type == "{id}") {
            // The program itself may have made a record; a unit always owns it.
            column.constraint = column.name.ends_with("_unit") ? " NOT NULL" : "";
        } else if (column.name != "restriction") {
            column.constraint = " NOT NULL";
        }
        columns.push_back(std::move(column));
    }
    return columns;
}

std::vector<std::string> names_without_seq(Schema const& schema) {
    std::vector<std::string> names;
    for (auto const& column : table_columns(schema)) {
        if (column.name != "seq") {
            names.push_back(column.name);
        }
    }
    return names;
}

Row envelope_row(Envelope const& envelope) {
    auto row = to_row({envelope_schema(), envelope});
    row.erase(row.begin());  // seq
    return row;
}

}  // namespace

std::vector<Column> columns_of(Schema const& schema) {
    Record const fresh(schema);
    std::vector<Column> columns;
    for (auto const& field : schema.fields) {
        auto const own = columns_of(field, fresh);
        columns.insert(columns.end(), own.begin(), own.end());
    }
    return columns;
}

std::vector<Column> table_columns(Schema const& schema) {
    auto columns = envelope_columns();
    auto const own = columns_of(schema);
    columns.insert(columns.end(), own.begin(), own.end());
    return columns;
}

std::string create_table(Schema const& schema) {
    BASE_ASSERT(!schema.plural.empty());
    std::string sql = fmt::format("CREATE TABLE {} (", schema.plural);
    std::string_view separator = "\n    ";
    for (auto const& column : table_columns(schema)) {
        sql.append(separator).append(column.name).append(" ").append(column.type).append(column.constraint);
        separator = ",\n    ";
    }
    sql.append("\n)");
    return sql;
}

std::string select_columns(Schema const& schema, std::string_view alias) {
    std::string sql;
    for (auto const& column : table_columns(schema)) {
        if (!sql.empty()) {
            sql.append(", ");
        }
        if (!alias.empty()) {
            sql.append(alias).append(".");
        }
        sql.append(column.name);
    }
    return sql;
}

std::string insert_statement(Schema const& schema) {
    std::string names;
    std::string parameters;
    std::size_t number = 0;
    for (auto const& name : names_without_seq(schema)) {
        names.append(number == 0 ? "" : ", ").append(name);
        parameters.append(number == 0 ? "$" : ", $").append(std::to_string(number + 1));
        ++number;
    }
    return fmt::format("INSERT INTO {} ({}) VALUES ({})", schema.plural, names, parameters);
}

std::string update_statement(Schema const& schema) {
    std::string assignments;
    std::size_t number = 0;
    for (auto const& name : names_without_seq(schema)) {
        if (name == "id") {
            continue;
        }
        ++number;
        assignments.append(number == 1 ? "" : ", ").append(fmt::format("{} = ${}", name, number));
    }
    return fmt::format("UPDATE {} SET {} WHERE id = ${} AND version = ${}", schema.plural, assignments,
                       number + 1, number + 2);
}

Row to_row(View record) {
    Row row;
    for (auto const& field : record.schema().fields) {
        write_cells(field, record.get(field), row);
    }
    return row;
}

Row insert_values(Envelope const& envelope, View record) {
    auto row = envelope_row(envelope);
    auto own = to_row(record);
    row.insert(row.end(), std::make_move_iterator(own.begin()), std::make_move_iterator(own.end()));
    return row;
}

Row update_values(Envelope const& envelope, View record, std::int64_t version_read) {
    auto row = insert_values(envelope, record);
    row.erase(row.begin());  // id
    row.push_back(blob(envelope.id));
    row.emplace_back(version_read);
    return row;
}

StoredRecord from_row(Schema const& schema, std::span<SqlValue const> row) {
    RowReader reader(envelope_schema(), row);
    auto const envelope = reader.read();
    return {envelope.as<Envelope>(), record_from_row(schema, reader.rest())};
}

Record record_from_row(Schema const& schema, std::span<SqlValue const> row) {
    RowReader reader(schema, row);
    auto record = reader.read();
    if (!reader.rest().empty()) {
        broken_row(schema, "its end");
    }
    return record;
}

std::optional<std::string> sortable_column(Schema const& schema, std::string_view client_name) {
    auto const* field = schema.find(client_name);
    if (field == nullptr && client_name != "seq") {
        field = envelope_schema().find(client_name);
    }
    if (field == nullptr || field->kind == Kind::list) {
        return std::nullopt;
    }
    return column_names(*field).front();
}

base::Parsed<FilterTerm> filter_term(Schema const& schema, std::string_view client_name,
                                     std::string_view text) {
    auto const column = sortable_column(schema, client_name);
    if (!column) {
        return base::Violation{fmt::format("filter[{}]", client_name), unknown_member_reason()};
    }
    auto const* field = schema.find(client_name);
    field = field == nullptr ? envelope_schema().find(client_name) : field;
    if (!base::is_storable_text(text)) {
        return base::Violation{fmt::format("filter[{}]", client_name), bad_text_reason(*field)};
    }
    boost::json::value json = boost::json::string(text);
    if (field->kind == Kind::boolean && (text == "true" || text == "false")) {
        json = text == "true";
    }
    if (field->kind == Kind::integer || field->kind == Kind::money) {
        std::int64_t number = 0;
        auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc() || end != text.data() + text.size()) {
            return base::Violation{fmt::format("filter[{}]", client_name), wrong_type_reason(*field)};
        }
        return FilterTerm{*column, number};
    }
    auto single = *field;
    single.kind = field->kind == Kind::told_time ? Kind::instant : field->kind;
    auto const value = value_from_json(single, json, fmt::format("filter[{}]", client_name));
    if (!value) {
        return value.violations();
    }
    Row cells;
    write_cells(single, *value, cells);
    return FilterTerm{*column, std::move(cells.front())};
}

}  // namespace record
