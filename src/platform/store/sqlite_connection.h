#pragma once
// One SQLite connection with its prepared statements. Thread rule: one thread at a time.

#include "platform/store/store.h"

#include <sqlite3.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace platform::store {

enum class Access : std::uint8_t { read_only, read_write, filling };

class SqliteConnection final : public Transaction {
  public:
    SqliteConnection(std::string const& path, Access access,
                     std::function<void(std::string_view)> before_step);

    void each(std::string_view sql, Values const& values,
              std::function<void(Row const&)> const& row) override;
    std::int64_t execute(std::string_view sql, Values const& values = {}) override;
    [[nodiscard]] std::unique_ptr<BulkInsert> insert_many(std::string_view table,
                                                          std::vector<std::string> const& columns) override;
    [[nodiscard]] std::string_view dialect() const override { return "sqlite"; }
    // Several statements without values: migrations and pragmas.
    void run_script(std::string const& sql);
    [[nodiscard]] sqlite3* handle() const noexcept { return database_.get(); }

  private:
    struct CloseDatabase {
        void operator()(sqlite3* database) const noexcept { sqlite3_close_v2(database); }
    };
    struct FinalizeStatement {
        void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
    };
    using StatementOwner = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;
    struct Cached {
        StatementOwner statement;
        bool in_use = false;
    };

    StatementOwner prepare(std::string_view sql) const;
    // Steps through one execution of `sql`; statements are kept, except when the same one is already running.
    void run(std::string_view sql, Values const& values, std::function<void(Row const&)> const& row);
    void step_all(sqlite3_stmt* statement, Values const& values,
                  std::function<void(Row const&)> const& row) const;
    [[noreturn]] void fail(std::string_view doing) const;

    Access access_;
    std::unique_ptr<sqlite3, CloseDatabase> database_;
    std::map<std::string, Cached, std::less<>> statements_;
    std::function<void(std::string_view)> before_step_;
};

}  // namespace platform::store
