#pragma once
// Numbered, forward-only migrations: migrations/NNNN_name.sql, built into the program.
// {int} {text} {bool} {blob} {id} {seq} become the store's words; lines between "-- only sqlite" and "-- end"
// are for that store alone.

#include "platform/store/store.h"
#include "record/migration.h"

#include <span>
#include <string>
#include <string_view>

namespace platform::store {

struct Migration {
    int number;
    std::string_view name;
    std::string_view sql;
};

// In order of number; one may be left out.
[[nodiscard]] std::span<Migration const> migrations();

// Applies what the store has not got yet, each in its own transaction. Problem::unavailable when the folder
// was written by a newer program.
void migrate(Store& store, std::span<Migration const> list = migrations());

// The newest migration that the store has got; 0 when none. Changes nothing.
[[nodiscard]] int schema_version(Store& store);
[[nodiscard]] int schema_version(Reader& reader);

// The migration's statements in a store's dialect ("sqlite", "postgresql").
[[nodiscard]] std::string translate(std::string_view sql, std::string_view dialect);

// What {int}, {text} and so on become in a dialect.
[[nodiscard]] std::span<record::TypeWord const> type_words(std::string_view dialect);

}  // namespace platform::store
