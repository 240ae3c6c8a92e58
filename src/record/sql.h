#pragma once
// Records as rows. Every SQL name comes from a Schema, every value is bound; {int} {text} {bool} {blob} {id}
// {seq} are filled in by the store. Statements number their parameters ($1, $2, …) in order of appearance,
// which SQLite and PostgreSQL both accept.
//   money → x, x_currency · told_time → x_earliest, x_latest, x_wording · list → one JSON text · id → 16-byte
//   blob, nil = NULL

#include "base/parsed.h"
#include "base/sql_value.h"
#include "record/envelope.h"
#include "record/record.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace record {

struct Column {
    std::string name;
    std::string type;        // "{text}"
    std::string constraint;  // " NOT NULL DEFAULT ''", or empty
    bool operator==(Column const&) const = default;
};
using Row = std::vector<base::SqlValue>;

[[nodiscard]] std::vector<Column> columns_of(Schema const& schema);     // its own, without the envelope
[[nodiscard]] std::vector<Column> table_columns(Schema const& schema);  // envelope first
[[nodiscard]] std::string create_table(Schema const& schema);
[[nodiscard]] std::string select_columns(Schema const& schema,
                                         std::string_view alias = {});  // "t.seq, t.id, …"
[[nodiscard]] std::string insert_statement(Schema const& schema);       // bind insert_values()
[[nodiscard]] std::string update_statement(
    Schema const& schema);  // bind update_values(); no row changed = stale version

[[nodiscard]] Row to_row(View record);
[[nodiscard]] Row insert_values(Envelope const& envelope, View record);  // without seq, which the store gives
// The row as it becomes (envelope.version is the new version), guarded by the version that was read.
[[nodiscard]] Row update_values(Envelope const& envelope, View record, std::int64_t version_read);

// What select_columns() gave. A row that does not fit its Schema is a broken store: Problem::internal.
struct StoredRecord {
    Envelope envelope;
    Record record;
};
[[nodiscard]] StoredRecord from_row(Schema const& schema, std::span<base::SqlValue const> row);
[[nodiscard]] Record record_from_row(Schema const& schema, std::span<base::SqlValue const> row);

// The column by which clients may sort or filter under this name ("created_at" and the like included): never
// a list.
[[nodiscard]] std::optional<std::string> sortable_column(Schema const& schema, std::string_view client_name);
// The field of that name and the value to bind for a filter given as text.
struct FilterTerm {
    std::string column;
    base::SqlValue value;
};
[[nodiscard]] base::Parsed<FilterTerm> filter_term(Schema const& schema, std::string_view client_name,
                                                   std::string_view text);

}  // namespace record
