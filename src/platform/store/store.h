#pragma once
// The one place that keeps records: reads on pooled connections, writes through one writer with group commit.
// Thread rule: a Store may be used from any thread; a Reader or Transaction only inside the call that was
// given it.

#include "base/id.h"
#include "base/sql_value.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace platform::store {

using Value = base::SqlValue;
using Values = base::SqlValues;

[[nodiscard]] inline Value id_value(base::Ulid const& id) {
    return base::Blob{std::string(base::as_bytes(id))};
}
[[nodiscard]] inline Value text_value(std::string_view text) {
    return std::string(text);
}

// One row of an answer. A column read as something it is not is a fault of the program.
class Row {
  public:
    explicit Row(Values values) : values_(std::move(values)) {}
    [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }
    [[nodiscard]] Value const& operator[](std::size_t column) const;
    [[nodiscard]] bool is_null(std::size_t column) const;
    [[nodiscard]] std::int64_t integer(std::size_t column) const;
    [[nodiscard]] std::string const& text(std::size_t column) const;
    [[nodiscard]] std::string const& blob(std::size_t column) const;
    [[nodiscard]] base::Ulid id(std::size_t column) const;
    [[nodiscard]] std::optional<base::Ulid> optional_id(std::size_t column) const;
    [[nodiscard]] std::optional<std::int64_t> optional_integer(std::size_t column) const;
    [[nodiscard]] std::optional<std::string> optional_text(std::size_t column) const;
    [[nodiscard]] Values const& values() const noexcept { return values_; }

  private:
    Values values_;
};
using Rows = std::vector<Row>;

// Reads one consistent state. SQL uses `?` for bound values, in order; values are never put into the text.
class Reader {
  public:
    virtual ~Reader() = default;
    virtual void each(std::string_view sql, Values const& values,
                      std::function<void(Row const&)> const& row) = 0;
    [[nodiscard]] Rows query(std::string_view sql, Values const& values = {});
    // The first row, if any.
    [[nodiscard]] std::optional<Row> first(std::string_view sql, Values const& values = {});
    // The store's, for the few places that cannot be said alike (store and search only).
    [[nodiscard]] virtual std::string_view dialect() const = 0;
};

// Rows of one table in great number, without a statement for each. While one lives, its transaction runs
// nothing else; without finish() the rows are not promised.
class BulkInsert {
  public:
    virtual ~BulkInsert() = default;
    // One value for each column, in their order.
    virtual void add(Values const& row) = 0;
    virtual void finish() = 0;
};

class Transaction : public Reader {
  public:
    // Returns how many rows changed. A broken uniqueness is Problem::conflict, a full or broken disk
    // Problem::unavailable.
    virtual std::int64_t execute(std::string_view sql, Values const& values = {}) = 0;
    // The same statement once for each of these, in their order: the first row that each answered. PostgreSQL
    // is told all of them before an answer is waited for (pipeline mode); SQLite runs one after the other.
    virtual std::vector<std::optional<Row>> run_each(std::string_view sql, std::vector<Values> const& each);
    // COPY on PostgreSQL, a prepared INSERT on SQLite.
    [[nodiscard]] virtual std::unique_ptr<BulkInsert> insert_many(
        std::string_view table, std::vector<std::string> const& columns) = 0;
};

// Who else may have the same records open: every program that is at work shares them; moving and restoring
// want them alone. `filling` is alone too, and on SQLite means a new file that counts for nothing before it
// is complete: no journal, no foreign keys, and the caller holds the lock of its later name.
enum class Use : std::uint8_t { shared, alone, filling };

struct Settings {
    // The database file, whose folder exists; or where PostgreSQL is ("postgresql://…").
    std::string path;
    std::size_t readers = 8;
    std::size_t largest_batch = 512;  // writes that may share one commit
    // PostgreSQL: a reader's statement that runs longer is ended; 0 lets it run.
    std::chrono::milliseconds longest_read{60'000};
    // Problem::conflict when somebody has it open otherwise.
    Use use = Use::shared;
    // Seam for fault tests: called before each statement and commit of the writer with its SQL; may throw.
    std::function<void(std::string_view)> before_step;
};

// A number that grows with every commit of this process; followers wait on it.
using CommitNumber = std::uint64_t;

class Store {
  public:
    virtual ~Store() = default;
    // Runs `change` in a savepoint of the writer's current batch and returns after that batch is durable.
    // Whatever it throws undoes this change alone and is thrown here. On PostgreSQL `change` runs again after
    // a deadlock with a session that is not ours, so results that it hands out are set, never added to.
    virtual void write(std::function<void(Transaction&)> const& change) = 0;
    virtual void read(std::function<void(Reader&)> const& look) = 0;
    [[nodiscard]] virtual CommitNumber commits() const = 0;
    // Returns when commits() exceeds `seen`, `timeout` has passed or wake() was called.
    virtual void wait_for_commit(CommitNumber seen, std::chrono::milliseconds timeout) = 0;
    virtual void wake() = 0;
    // After rows were deleted: no byte of them stays in the store's own files. Writes wait meanwhile. Takes
    // as long as rewriting these tables (PostgreSQL) or the whole database (SQLite).
    virtual void scrub(std::vector<std::string> const& tables) = 0;
    // "sqlite" or "postgresql": which words a migration's placeholders become.
    [[nodiscard]] virtual std::string_view dialect() const = 0;
};

// Opens or creates the SQLite store; the caller then runs `migrate`. Problem::unavailable when it cannot be
// opened.
[[nodiscard]] std::unique_ptr<Store> open_sqlite(Settings settings);
// The same on a PostgreSQL database that exists, in UTF-8 and collation C; several nodes may share it.
[[nodiscard]] std::unique_ptr<Store> open_postgresql(Settings settings);
// Whether settings.path says PostgreSQL.
[[nodiscard]] bool is_postgresql(std::string_view path);
// The one that settings.path says.
[[nodiscard]] std::unique_ptr<Store> open(Settings settings);

}  // namespace platform::store
