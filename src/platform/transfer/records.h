#pragma once
// The records of a store as a whole: read in order, filled into an empty store, counted and compared.
// Thread rule: functions work on the Reader or Transaction they are given.

#include "platform/store/catalog.h"
#include "platform/store/store.h"
#include "platform/transfer/canonical.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platform::transfer {

using Tables = std::vector<store::Table>;
// Told now and then during long work: what is being done, and how many rows of it.
using Progress = std::function<void(std::string_view doing, std::int64_t rows)>;

// Every table of the store but those that can be made from the others; each after those that it refers to.
[[nodiscard]] Tables tables_of_records(store::Reader& reader);
// The columns of both are the same, else Problem::conflict naming the table.
void require_same_tables(Tables const& one, Tables const& other);

// Every row in the order of the key.
void each_row(store::Reader& reader, store::Table const& table,
              std::function<void(store::Values const&)> const& row);
[[nodiscard]] TableSum sum_of(store::Reader& reader, store::Table const& table);
[[nodiscard]] std::vector<TableSum> sums_of(store::Reader& reader, Tables const& tables,
                                            Progress const& progress);

// The first row, in the order of the key, that is not the same on both sides.
struct Difference {
    std::string table;
    std::string key;
    std::string column;  // empty: the row stands on one side only
};
[[nodiscard]] std::optional<Difference> first_difference(store::Reader& one, store::Reader& other,
                                                         store::Table const& table);
// A row's key for people: integers, text, and other bytes in hexadecimal (an id as an id).
[[nodiscard]] std::string key_of(store::Table const& table, store::Values const& row);

// Whether no record was ever written.
[[nodiscard]] bool is_empty(store::Reader& reader, Tables const& tables);

// Fills an empty store table by table, in the order of `tables`; what is derived is made at the end.
class Filling {
  public:
    Filling(store::Transaction& transaction, Tables tables);
    void begin(std::string_view table);
    // Problem::invalid naming table, key and column when a value is not what its column holds.
    void add(store::Values const& row);
    void end(std::int64_t counter);
    // Indexes, references, full text.
    void finish(Progress const& progress);

  private:
    void check(store::Values const& row) const;

    store::Transaction& transaction_;
    Tables tables_;
    std::vector<store::Attachment> attachments_;
    store::Table const* table_ = nullptr;
    std::unique_ptr<store::BulkInsert> rows_;
};

// Copies all records of one store into another that is empty, then reads both again and compares. Problem
// naming table, key and column where they differ. What each table holds.
std::vector<TableSum> copy_records(store::Reader& from, store::Transaction& to, Progress const& progress);

}  // namespace platform::transfer
