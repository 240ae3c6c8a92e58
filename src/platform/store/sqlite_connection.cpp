#include "platform/store/sqlite_connection.h"

#include "base/problem.h"
#include "platform/search/bigram_tokenizer.h"
#include "platform/store/catalog.h"
#include "platform/store/statements.h"

#include <spdlog/spdlog.h>

namespace platform::store {

namespace {

constexpr std::size_t most_cached_statements = 512;

void bind(sqlite3_stmt* statement, int index, Value const& value) {
    struct Binder {
        sqlite3_stmt* statement;
        int index;
        int operator()(std::monostate) const { return sqlite3_bind_null(statement, index); }
        int operator()(std::int64_t number) const { return sqlite3_bind_int64(statement, index, number); }
        int operator()(std::string const& text) const {
            return sqlite3_bind_text64(statement, index, text.data(), text.size(), SQLITE_STATIC,
                                       SQLITE_UTF8);
        }
        int operator()(base::Blob const& blob) const {
            return sqlite3_bind_blob64(statement, index, blob.bytes.data(), blob.bytes.size(), SQLITE_STATIC);
        }
    };
    int const code = std::visit(Binder{statement, index}, value);
    if (code == SQLITE_TOOBIG) {
        throw base::Problem(base::Problem::too_large, "値が大きすぎます",
                            "a value is too large for the store");
    }
    BASE_ASSERT(code == SQLITE_OK);
}

Value column(sqlite3_stmt* statement, int index) {
    auto const bytes = [&] { return static_cast<std::size_t>(sqlite3_column_bytes(statement, index)); };
    switch (sqlite3_column_type(statement, index)) {
        case SQLITE_INTEGER:
            return sqlite3_column_int64(statement, index);
        case SQLITE_TEXT: {
            auto const* text = reinterpret_cast<char const*>(sqlite3_column_text(statement, index));
            return std::string(text, bytes());
        }
        case SQLITE_BLOB: {
            auto const* data = static_cast<char const*>(sqlite3_column_blob(statement, index));
            return data == nullptr ? base::Blob{} : base::Blob{std::string(data, bytes())};
        }
        case SQLITE_FLOAT:
            // Only bm25() and the like: kept to six decimals, since nothing here stores fractions.
            return static_cast<std::int64_t>(sqlite3_column_double(statement, index) * 1e6);
        default:
            return std::monostate{};
    }
}

}  // namespace

SqliteConnection::SqliteConnection(std::string const& path, Access access,
                                   std::function<void(std::string_view)> before_step)
    : access_(access), before_step_(std::move(before_step)) {
    sqlite3* opened = nullptr;
    int const flags =
        SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE | (access == Access::read_only ? 0 : SQLITE_OPEN_CREATE);
    int const code = sqlite3_open_v2(path.c_str(), &opened, flags, nullptr);
    database_.reset(opened);
    if (code != SQLITE_OK) {
        throw base::Problem(base::Problem::unavailable, "データベースを開けません: " + path,
                            "cannot open the database: " + path);
    }
    sqlite3_extended_result_codes(opened, 1);
    sqlite3_busy_timeout(opened, 30'000);
    search::register_bigram_tokenizer(opened);
    run_script(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; "
        "PRAGMA trusted_schema=OFF;"
        "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=4000;");
    if (access == Access::read_only) {
        run_script("PRAGMA query_only=ON;");
    }
    if (access == Access::filling) {
        // Nobody has the file under this name; what fails half-way is deleted whole.
        run_script(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; PRAGMA "
            "cache_size=-262144;");
    }
}

void SqliteConnection::fail(std::string_view doing) const {
    int const code = sqlite3_extended_errcode(database_.get());
    std::string const reason = sqlite3_errmsg(database_.get());
    if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY) {
        throw base::Problem(base::Problem::conflict, "同じものが既に登録されています",
                            "the same is registered already");
    }
    if (access_ == Access::read_only) {
        // What the caller wrote before it looked may well be saved: a reader does not say that it is not.
        spdlog::error("store: {} ({})", reason, code);
        throw base::Problem(base::Problem::unavailable,
                            "データベースを読み取れません。しばらくして再試行してください",
                            "the database cannot be read; try again");
    }
    switch (code & 0xff) {
        case SQLITE_FULL:
            throw base::Problem(base::Problem::unavailable,
                                "ディスクの空き容量がありません。保存されていません",
                                "the disk is full; nothing was saved");
        case SQLITE_BUSY:
            throw base::Problem(base::Problem::unavailable,
                                "データベースが使用中です。しばらくして再試行してください",
                                "the database is busy; try again");
        case SQLITE_IOERR:
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
        case SQLITE_READONLY:
        case SQLITE_CANTOPEN:
            spdlog::error("store: {} ({})", reason, code);
            throw base::Problem(base::Problem::unavailable,
                                "データベースの読み書きに失敗しました。保存されていません",
                                "the database cannot be read or written: " + reason);
        default:
            spdlog::error("store: {} ({}) in {}", reason, code, doing);
            throw base::Problem(base::Problem::internal, "データベースの処理に失敗しました",
                                "the store refused a statement: " + reason);
    }
}

SqliteConnection::StatementOwner SqliteConnection::prepare(std::string_view sql) const {
    sqlite3_stmt* statement = nullptr;
    int const code = sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) {
        fail(sql);
    }
    return StatementOwner(statement);
}

void SqliteConnection::step_all(sqlite3_stmt* statement, Values const& values,
                                std::function<void(Row const&)> const& row) const {
    BASE_ASSERT(sqlite3_bind_parameter_count(statement) == static_cast<int>(values.size()));
    for (std::size_t i = 0; i < values.size(); ++i) {
        bind(statement, static_cast<int>(i) + 1, values[i]);
    }
    int code = sqlite3_step(statement);
    int const columns = sqlite3_column_count(statement);
    while (code == SQLITE_ROW) {
        Values found;
        found.reserve(static_cast<std::size_t>(columns));
        for (int i = 0; i < columns; ++i) {
            found.push_back(column(statement, i));
        }
        row(Row(std::move(found)));
        code = sqlite3_step(statement);
    }
    if (code != SQLITE_DONE) {
        fail(sqlite3_sql(statement));
    }
}

void SqliteConnection::run(std::string_view sql, Values const& values,
                           std::function<void(Row const&)> const& row) {
    struct Release {  // whatever happens, the statement is free again and forgets its values
        sqlite3_stmt* statement;
        bool* in_use;
        ~Release() {
            sqlite3_reset(statement);
            sqlite3_clear_bindings(statement);
            if (in_use != nullptr) {
                *in_use = false;
            }
        }
    };
    if (before_step_) {
        before_step_(sql);
    }
    count_statements(1);
    auto found = statements_.find(sql);
    if (found == statements_.end() && statements_.size() < most_cached_statements) {
        found = statements_.emplace(std::string(sql), Cached{prepare(sql), false}).first;
    }
    if (found == statements_.end() || found->second.in_use) {
        auto const temporary = prepare(sql);
        Release const release{temporary.get(), nullptr};
        step_all(temporary.get(), values, row);
        return;
    }
    auto& cached = found->second;
    cached.in_use = true;
    Release const release{cached.statement.get(), &cached.in_use};
    step_all(cached.statement.get(), values, row);
}

void SqliteConnection::each(std::string_view sql, Values const& values,
                            std::function<void(Row const&)> const& row) {
    run(sql, values, row);
}

std::int64_t SqliteConnection::execute(std::string_view sql, Values const& values) {
    run(sql, values, [](Row const&) {});
    return sqlite3_changes64(database_.get());
}

namespace {

class PreparedInserts final : public BulkInsert {
  public:
    PreparedInserts(SqliteConnection& connection, std::string_view table,
                    std::vector<std::string> const& columns)
        : connection_(connection) {
        std::string places;
        for (auto const& column : columns) {
            sql_.append(sql_.empty() ? "" : ", ").append(quoted_name(column));
            places.append(places.empty() ? "?" : ", ?");
        }
        sql_ = "INSERT INTO " + quoted_name(table) + " (" + sql_ + ") VALUES (" + places + ")";
    }

    void add(Values const& row) override { connection_.execute(sql_, row); }
    void finish() override {}

  private:
    SqliteConnection& connection_;
    std::string sql_;
};

}  // namespace

std::unique_ptr<BulkInsert> SqliteConnection::insert_many(std::string_view table,
                                                          std::vector<std::string> const& columns) {
    return std::make_unique<PreparedInserts>(*this, table, columns);
}

void SqliteConnection::run_script(std::string const& sql) {
    if (sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        fail(sql);
    }
}

}  // namespace platform::store
