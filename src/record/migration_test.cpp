#include "record/migration.h"

#include "record/sample_test.h"
#include "record/sql.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace record {

namespace {

using sample::report_schema;

constexpr TypeWord sqlite_words[] = {{"{int}", "INTEGER"},  {"{text}", "TEXT"},
                                     {"{bool}", "INTEGER"}, {"{blob}", "BLOB"},
                                     {"{id}", "BLOB"},      {"{seq}", "INTEGER PRIMARY KEY AUTOINCREMENT"}};
constexpr Schema const* schemas[] = {&report_schema};

ExistingTable complete_table() {
    ExistingTable table{"reports", {}};
    for (auto const& column : table_columns(report_schema)) {
        auto const word = column.type;
        table.columns.push_back({column.name, word == "{text}" ? "TEXT"
                                              : word == "{id}" ? "BLOB"
                                                               : "INTEGER"});
    }
    return table;
}

TEST_CASE("a table that agrees with its description needs no migration") {
    ExistingTable const tables[] = {complete_table(), {"journal", {{"seq", "INTEGER"}}}};
    CHECK(schema_difference(schemas, tables, sqlite_words).empty());
}

TEST_CASE("a missing table is created, a missing column added with its default") {
    CHECK(schema_difference(schemas, {}, sqlite_words).starts_with("CREATE TABLE reports ("));
    auto table = complete_table();
    std::erase_if(table.columns,
                  [](auto const& column) { return column.name == "visits" || column.name == "caller"; });
    ExistingTable const tables[] = {table};
    CHECK(schema_difference(schemas, tables, sqlite_words) ==
          "ALTER TABLE reports ADD COLUMN caller {text};\n"
          "ALTER TABLE reports ADD COLUMN visits {int} NOT NULL DEFAULT 0;\n");
}

TEST_CASE("removed and changed columns are left to a person") {
    auto table = complete_table();
    table.columns.push_back({"old_name", "TEXT"});
    std::ranges::find(table.columns, "visits", &ExistingColumn::name)->type = "TEXT";
    ExistingTable const tables[] = {table};
    CHECK(schema_difference(schemas, tables, sqlite_words) ==
          "-- Changed by hand: reports.visits is TEXT in the store and {int} in its description.\n"
          "-- No longer described: ALTER TABLE reports DROP COLUMN old_name;\n");
}

}  // namespace

}  // namespace record
