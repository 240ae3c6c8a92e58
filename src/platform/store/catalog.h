#pragma once
// What tables a store has, as it tells them itself: for the golden schema files, drafts of migrations, and
// for whoever takes all records elsewhere.

#include "platform/store/store.h"
#include "record/migration.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace platform::store {

// CREATE statements of every table, then every index, by name.
[[nodiscard]] std::vector<std::string> schema_statements(Reader& reader);
// By name.
[[nodiscard]] std::vector<std::string> table_names(Reader& reader);
// In table order; empty when there is no such table.
[[nodiscard]] std::vector<record::ExistingColumn> columns_of(Reader& reader, std::string_view table);

// A name as it stands in SQL.
[[nodiscard]] std::string quoted_name(std::string_view name);

enum class ColumnKind : std::uint8_t { integer, text, blob, other };
struct Column {
    std::string name;
    ColumnKind kind = ColumnKind::other;
    bool operator==(Column const&) const = default;
};
struct Table {
    std::string name;
    std::vector<Column> columns;   // in table order
    std::vector<std::string> key;  // the primary key
    bool counts = false;           // its seq is given by the store, which never gives one twice
};
// Every table that holds rows of its own, each after those that it refers to.
[[nodiscard]] std::vector<Table> tables(Reader& reader);

// Indexes and, where they are apart, references between tables: what is better taken away before many rows
// come, and made again after them.
struct Attachment {
    std::string drop;
    std::string make;
};
[[nodiscard]] std::vector<Attachment> attachments(Reader& reader);

// The last number that the store gave for a table that counts; 0 when none.
[[nodiscard]] std::int64_t counter(Reader& reader, Table const& table);
void set_counter(Transaction& transaction, Table const& table, std::int64_t last);

// Bytes that the records take in the store.
[[nodiscard]] std::int64_t size_in_bytes(Reader& reader);

}  // namespace platform::store
