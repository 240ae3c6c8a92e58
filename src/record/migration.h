#pragma once
// What the store's tables lack against the Schemas, as the draft of a numbered migration (`make migration
// NAME=…`) that a person reads before it is committed. New tables and columns are statements; removed and
// changed columns are comments.

#include "record/schema.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace record {

struct ExistingColumn {
    std::string name;
    std::string type;  // as the store tells it: "INTEGER"
};
struct ExistingTable {
    std::string name;
    std::vector<ExistingColumn> columns;
};
// What the store writes for a type word: {"{int}", "INTEGER"}.
struct TypeWord {
    std::string_view word;
    std::string_view filled;
};

// Empty when the tables agree with their Schemas. Tables that no Schema describes are left alone.
[[nodiscard]] std::string schema_difference(std::span<Schema const* const> schemas,
                                            std::span<ExistingTable const> tables,
                                            std::span<TypeWord const> words);

}  // namespace record
