#include "record/migration.h"

#include "record/sql.h"

#include <fmt/format.h>

#include <algorithm>

namespace record {

namespace {

std::string upper(std::string_view text) {
    std::string result(text);
    for (char& c : result) {
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return result;
}

// "INTEGER PRIMARY KEY AUTOINCREMENT" is told back as "INTEGER": the first word decides.
bool same_type(std::string_view word, std::string_view existing, std::span<TypeWord const> words) {
    auto const found = std::ranges::find(words, word, &TypeWord::word);
    if (found == words.end()) {
        return false;
    }
    auto const filled = upper(found->filled);
    auto const told = upper(existing);
    return filled.substr(0, filled.find(' ')) == told.substr(0, told.find(' '));
}

std::string add_column(Schema const& schema, Column const& column) {
    auto statement = fmt::format("ALTER TABLE {} ADD COLUMN {} {}{};\n", schema.plural, column.name,
                                 column.type, column.constraint);
    bool const needs_rows_filled = column.constraint.find("NOT NULL") != std::string::npos &&
                                   column.constraint.find("DEFAULT") == std::string::npos;
    if (needs_rows_filled || column.name == "seq") {
        return fmt::format("-- Needs a hand: existing rows have no value for it.\n-- {}", statement);
    }
    return statement;
}

std::string difference(Schema const& schema, ExistingTable const& table, std::span<TypeWord const> words) {
    std::string sql;
    auto const columns = table_columns(schema);
    for (auto const& column : columns) {
        auto const existing = std::ranges::find(table.columns, column.name, &ExistingColumn::name);
        if (existing == table.columns.end()) {
            sql.append(add_column(schema, column));
        } else if (!same_type(column.type, existing->type, words)) {
            sql.append(
                fmt::format("-- Changed by hand: {}.{} is {} in the store and {} in its description.\n",
                            schema.plural, column.name, existing->type, column.type));
        }
    }
    for (auto const& existing : table.columns) {
        if (std::ranges::find(columns, existing.name, &Column::name) == columns.end()) {
            sql.append(fmt::format("-- No longer described: ALTER TABLE {} DROP COLUMN {};\n", schema.plural,
                                   existing.name));
        }
    }
    return sql;
}

}  // namespace

std::string schema_difference(std::span<Schema const* const> schemas, std::span<ExistingTable const> tables,
                              std::span<TypeWord const> words) {
    std::string sql;
    for (auto const* const schema : schemas) {
        auto const table = std::ranges::find(tables, schema->plural, &ExistingTable::name);
        if (table == tables.end()) {
            sql.append(create_table(*schema)).append(";\n");
        } else {
            sql.append(difference(*schema, *table, words));
        }
    }
    return sql;
}

}  // namespace record
