#include "base/problem.h"
#include "platform/store/commit_listener.h"
#include "platform/store/file_lock.h"
#include "platform/store/postgresql_address.h"
#include "platform/store/postgresql_connection.h"
#include "platform/store/write_queue.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

namespace platform::store {

namespace {

constexpr int most_tries = 5;  // of a batch that another session was in the way of
constexpr int oldest_server = 150000;

// A COMMIT means the disk, whatever the server's default is.
constexpr std::string_view session_settings =
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN "
    "('off', 'local');"
    "SET standard_conforming_strings = on; SET client_min_messages = warning; SET bytea_output = hex;"
    "SET TimeZone = 'UTC'; SET DateStyle = 'ISO';";

// One order of all nodes: whoever writes holds the journal's head (the number stands for it before the table
// exists). A node that hangs gives way after two minutes.
constexpr std::string_view writer_settings =
    "SET lock_timeout = '30s'; SET idle_in_transaction_session_timeout = '2min';";
// Held for as long as the writer is connected: shared by every program at work, alone by a move.
constexpr std::string_view share_database = "SELECT CAST(pg_try_advisory_lock_shared(7236284712) AS INTEGER)";
constexpr std::string_view take_database = "SELECT CAST(pg_try_advisory_lock(7236284712) AS INTEGER)";
constexpr int most_waits = 50;  // for the session of a program that was just killed
constexpr std::chrono::milliseconds one_wait{100};
// A move's transaction waits for its source; nobody waits for it.
constexpr std::string_view alone_settings =
    "SET idle_in_transaction_session_timeout = 0; SET maintenance_work_mem = '256MB';";
constexpr std::string_view begin_batch =
    "BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock(7236284711)";
constexpr std::string_view lock_head = "; SELECT seq FROM journal_head WHERE \"only\" = 1 FOR UPDATE";

void check_database(PostgresqlConnection& connection) {
    auto const rows = connection.query(
        "SELECT d.datcollate, pg_encoding_to_char(d.encoding), CAST(current_setting('server_version_num') AS "
        "INTEGER), current_setting('fsync') FROM pg_database d WHERE d.datname = current_database()");
    auto const& row = rows.at(0);
    if (row.integer(2) < oldest_server) {
        throw base::Problem(
            base::Problem::unavailable, "PostgreSQL 15 以上が必要です",
            fmt::format("PostgreSQL 15 or newer is needed; this is {}", row.integer(2) / 10000));
    }
    bool const plain_order = row.text(0) == "C" || row.text(0) == "POSIX";
    if (!plain_order || row.text(1) != "UTF8") {
        auto const found = fmt::format("{}, {}", row.text(0), row.text(1));
        throw base::Problem(
            base::Problem::unavailable,
            "データベースは照合順序 C、文字コード UTF8 で作成してください (現在: " + found + ")",
            "create the database with collation C and encoding UTF8 (it has " + found +
                "): createdb --locale=C --encoding=UTF8 --template=template0 NAME");
    }
    if (row.text(3) != "on") {
        spdlog::warn("store: the server runs with fsync off: a power cut loses what was saved");
    }
}

class PostgresqlStore final : public Store {
  public:
    explicit PostgresqlStore(Settings settings)
        : settings_(std::move(settings)),
          reader_settings_(
              fmt::format("{} SET default_transaction_read_only = on; SET statement_timeout = {};",
                          session_settings, settings_.longest_read.count())) {
        check_address(settings_.path);
        connect_writer();
        check_database(*writer_connection_);
        listener_ = std::make_unique<CommitListener>(settings_.path, signal_,
                                                     [this] { return writer_process_.load(); });
        writer_ = std::jthread([this](std::stop_token const& stop) {
            queue_.run(stop, settings_.largest_batch,
                       [this](std::span<WriteJob* const> batch) { write_batch(batch); });
        });
    }

    ~PostgresqlStore() override {
        writer_.request_stop();
        queue_.wake();
        writer_.join();
    }

    PostgresqlStore(PostgresqlStore const&) = delete;
    PostgresqlStore& operator=(PostgresqlStore const&) = delete;

    void write(std::function<void(Transaction&)> const& change) override {
        BASE_ASSERT(std::this_thread::get_id() !=
                    writer_.get_id());  // a write inside a write would wait for itself
        queue_.submit(change);
    }

    void read(std::function<void(Reader&)> const& look) override {
        auto connection = begin_read();
        struct GiveBack {
            PostgresqlStore* store;
            std::unique_ptr<PostgresqlConnection>* connection;
            ~GiveBack() { store->give_back(std::move(*connection)); }
        };
        GiveBack const give_back{this, &connection};
        look(*connection);
    }

    [[nodiscard]] CommitNumber commits() const override { return signal_.commits(); }
    void wait_for_commit(CommitNumber seen, std::chrono::milliseconds timeout) override {
        signal_.wait(seen, timeout);
    }
    void wake() override { signal_.wake(); }
    // The server's log of changes and its backups are the server's to expire.
    void scrub(std::vector<std::string> const& tables) override {
        PostgresqlConnection connection(settings_.path, std::string(session_settings), nullptr);
        for (auto const& table : tables) {
            connection.command(fmt::format("VACUUM FULL {}", table));
        }
    }
    [[nodiscard]] std::string_view dialect() const override { return "postgresql"; }

  private:
    void connect_writer() {
        std::string settings(session_settings);
        settings.append(writer_settings);
        writer_connection_.reset();
        writer_connection_ =
            std::make_unique<PostgresqlConnection>(settings_.path, settings, settings_.before_step);
        writer_process_ = writer_connection_->process();
        take_lock();
    }

    void take_lock() {
        bool const shared = settings_.use == Use::shared;
        for (int waited = 0;; ++waited) {
            if (writer_connection_->query(shared ? share_database : take_database).at(0).integer(0) != 0) {
                break;
            }
            if (waited == most_waits) {
                refuse_use(settings_.use);
            }
            std::this_thread::sleep_for(one_wait);
        }
        if (!shared) {
            writer_connection_->command(std::string(alone_settings));
        }
    }

    // ---- readers

    // A connection in one state of the database. Those that a restart of the server cut off are replaced;
    // whatever fails gives the place among the readers back.
    std::unique_ptr<PostgresqlConnection> begin_read() {
        auto connection = take_reader();
        try {
            while (connection) {
                if (begins(*connection)) {
                    return connection;
                }
                connection = take_idle_reader();
            }
            connection =
                std::make_unique<PostgresqlConnection>(settings_.path, reader_settings_, nullptr, true);
            begin(*connection);
            return connection;
        } catch (std::exception const&) {
            give_back(nullptr);
            throw;
        }
    }

    // False for an idle connection that can no longer be used.
    static bool begins(PostgresqlConnection& connection) {
        try {
            begin(connection);
            return true;
        } catch (base::Problem const&) {
            return false;
        }
    }

    static void begin(PostgresqlConnection& connection) {
        connection.command("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    }

    // Waits for a place among the readers; an idle connection, or nothing when one may be made.
    std::unique_ptr<PostgresqlConnection> take_reader() {
        std::unique_lock lock(readers_mutex_);
        readers_free_.wait(lock, [this] { return readers_in_use_ < settings_.readers; });
        ++readers_in_use_;
        lock.unlock();
        return take_idle_reader();
    }

    std::unique_ptr<PostgresqlConnection> take_idle_reader() {
        std::scoped_lock const lock(readers_mutex_);
        if (readers_.empty()) {
            return nullptr;
        }
        auto connection = std::move(readers_.back());
        readers_.pop_back();
        return connection;
    }

    void give_back(std::unique_ptr<PostgresqlConnection> connection) {
        if (connection && connection->is_usable()) {
            connection->command_later("COMMIT");
        }
        std::scoped_lock const lock(readers_mutex_);
        --readers_in_use_;
        if (connection && connection->is_usable()) {
            readers_.push_back(std::move(connection));
        }
        readers_free_.notify_one();
    }

    // ---- the writer

    void step(std::string_view sql) const {
        if (settings_.before_step) {
            settings_.before_step(sql);
        }
    }

    void write_batch(std::span<WriteJob* const> batch) {
        for (int tried = 1;; ++tried) {
            try {
                begin_batch_of_changes();
                if (run_jobs(batch)) {
                    commit();
                    signal_.committed();
                }
                return;
            } catch (TryAgain const& failure) {
                undo();
                if (tried == most_tries) {
                    fail_all(batch, std::current_exception());
                    return;
                }
                spdlog::warn("store: a batch of {} is tried again: {}", batch.size(), failure.what());
                for (auto* job : batch) {
                    job->failure = nullptr;
                }
            } catch (std::exception const& failure) {
                spdlog::error("store: a batch of {} was not committed: {}", batch.size(), failure.what());
                undo();
                fail_all(batch, std::current_exception());
                return;
            }
        }
    }

    void undo() {
        if (writer_connection_ && writer_connection_->is_usable()) {
            writer_connection_->roll_back();
        }
    }

    // Nothing has been done before it, so a connection that was lost meanwhile is made again.
    void begin_batch_of_changes() {
        step("BEGIN IMMEDIATE");
        if (writer_connection_ && writer_connection_->is_usable() && begin_writing_again()) {
            return;
        }
        try {
            connect_writer();
        } catch (ConnectionLost const& lost) {
            throw base::Problem(base::Problem::unavailable, "保存されていません。" + lost.title().ja,
                                "nothing was saved: " + lost.title().en);
        }
        if (!begin_writing_again()) {
            throw base::Problem(
                base::Problem::unavailable,
                "データベースとの接続が続きません。保存されていません。しばらくして再試行してください",
                "the database ended a new connection at once; nothing was saved; try again");
        }
    }

    // False when the connection was lost meanwhile.
    bool begin_writing_again() {
        try {
            begin_writing();
            return true;
        } catch (ConnectionLost const&) {
            return false;
        }
    }

    void begin_writing() {
        std::string statements(begin_batch);
        if (!head_exists_) {
            writer_connection_->command(statements);
            auto const table =
                writer_connection_->first("SELECT 1 WHERE to_regclass('journal_head') IS NOT NULL");
            head_exists_ = table.has_value();
            return;
        }
        writer_connection_->command(statements.append(lock_head));
    }

    void commit() {
        step("COMMIT");
        // Heard by every node when it is committed, and only then.
        auto const answer = writer_connection_->command(fmt::format("NOTIFY {}; COMMIT", commit_channel));
        if (answer != "COMMIT") {  // PostgreSQL's polite way to say that a broken transaction was undone
            throw base::Problem(base::Problem::internal, "データベースの処理に失敗しました",
                                "the transaction was undone: " + answer);
        }
    }

    // False when there is nothing to commit.
    bool run_jobs(std::span<WriteJob* const> batch) {
        if (batch.size() == 1) {
            return run_alone(*batch.front());
        }
        for (auto* job : batch) {
            run_job(*job);
        }
        return true;
    }

    bool run_alone(WriteJob& job) {
        try {
            (*job.change)(*writer_connection_);
            return true;
        } catch (TryAgain const&) {
            throw;
        } catch (std::exception const&) {
            job.failure = std::current_exception();
            undo();
            return false;
        }
    }

    void run_job(WriteJob& job) {
        writer_connection_->execute("SAVEPOINT change");
        try {
            (*job.change)(*writer_connection_);
            writer_connection_->execute("RELEASE change");  // refused when the change broke the transaction
        } catch (TryAgain const&) {
            throw;
        } catch (ConnectionLost const&) {
            throw;  // the whole batch is lost
        } catch (std::exception const&) {
            job.failure = std::current_exception();
            writer_connection_->command("ROLLBACK TO change; RELEASE change");
        }
    }

    Settings settings_;
    std::string reader_settings_;
    std::unique_ptr<PostgresqlConnection> writer_connection_;  // only the writer's thread
    std::atomic<int> writer_process_ = 0;
    bool head_exists_ = false;

    WriteQueue queue_;
    CommitSignal signal_;

    std::mutex readers_mutex_;
    std::condition_variable readers_free_;
    std::vector<std::unique_ptr<PostgresqlConnection>> readers_;  // idle
    std::size_t readers_in_use_ = 0;

    std::unique_ptr<CommitListener> listener_;
    std::jthread writer_;  // last: starts when everything above exists
};

}  // namespace

std::unique_ptr<Store> open_postgresql(Settings settings) {
    return std::make_unique<PostgresqlStore>(std::move(settings));
}

bool is_postgresql(std::string_view path) {
    return path.starts_with("postgresql://") || path.starts_with("postgres://");
}

std::unique_ptr<Store> open(Settings settings) {
    return is_postgresql(settings.path) ? open_postgresql(std::move(settings))
                                        : open_sqlite(std::move(settings));
}

}  // namespace platform::store
