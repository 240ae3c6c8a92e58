#pragma once
// What tables a store has, as it tells them itself: for the golden schema files and drafts of migrations.

#include "platform/store/store.h"
#include "record/migration.h"

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

}  // namespace platform::store
