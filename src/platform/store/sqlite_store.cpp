#include "base/problem.h"
#include "platform/store/file_lock.h"
#include "platform/store/sqlite_connection.h"
#include "platform/store/write_queue.h"

#include <spdlog/spdlog.h>

#include <condition_variable>
#include <exception>
#include <filesystem>
#include <mutex>
#include <thread>

namespace platform::store {

namespace {

// A database ends with a whole page; only a log that is still to be brought in may say otherwise. SQLite
// itself reads what is missing of the last page as zeros.
Settings checked(Settings settings) {
    constexpr std::uintmax_t page = 4096;
    std::error_code absent;
    auto const size = std::filesystem::file_size(settings.path, absent);
    std::error_code no_log;
    auto const log = std::filesystem::file_size(settings.path + "-wal", no_log);
    if (!absent && size % page != 0 && (no_log || log == 0)) {
        throw base::Problem(
            base::Problem::unavailable,
            "データベースのファイルが途中で切れています。控えから復元してください: " + settings.path,
            "the database's file was cut off: restore it from a backup: " + settings.path);
    }
    return settings;
}

// Brings the log into the file and cuts it to nothing.
void empty_log(SqliteConnection& connection) {
    auto const ended = connection.first("PRAGMA wal_checkpoint(TRUNCATE)");
    if (!ended || ended->integer(0) != 0) {
        throw base::Problem(base::Problem::unavailable, "長い読取りが続いているため、後で消去します",
                            "a long read is under way; the log of the database is emptied later");
    }
}

class SqliteStore final : public Store {
  public:
    explicit SqliteStore(Settings settings)
        : settings_(checked(std::move(settings))),
          lock_(lock_for(settings_)),
          writer_connection_(settings_.path,
                             settings_.use == Use::filling ? Access::filling : Access::read_write,
                             settings_.before_step),
          writer_([this](std::stop_token const& stop) { run_writer(stop); }) {}

    ~SqliteStore() override {
        writer_.request_stop();
        queue_.wake();
        writer_.join();
    }

    SqliteStore(SqliteStore const&) = delete;
    SqliteStore& operator=(SqliteStore const&) = delete;

    void write(std::function<void(Transaction&)> const& change) override {
        BASE_ASSERT(std::this_thread::get_id() !=
                    writer_.get_id());  // a write inside a write would wait for itself
        queue_.submit(change);
    }

    void read(std::function<void(Reader&)> const& look) override {
        auto connection = take_reader();
        struct GiveBack {
            SqliteStore* store;
            std::unique_ptr<SqliteConnection>* connection;
            ~GiveBack() { store->give_back(std::move(*connection)); }
        };
        GiveBack const give_back{this, &connection};
        struct EndRead {
            sqlite3* database;
            ~EndRead() { sqlite3_exec(database, "COMMIT", nullptr, nullptr, nullptr); }
        };
        connection->run_script("BEGIN DEFERRED");
        EndRead const end{connection->handle()};
        look(*connection);
    }

    [[nodiscard]] CommitNumber commits() const override { return signal_.commits(); }
    void wait_for_commit(CommitNumber seen, std::chrono::milliseconds timeout) override {
        signal_.wait(seen, timeout);
    }
    void wake() override { signal_.wake(); }
    // The words of the full text's index go when its segments are merged into new ones; everything else when
    // the file is written anew.
    void scrub(std::vector<std::string> const& /*tables*/) override {
        std::scoped_lock const lock(writing_);
        SqliteConnection connection(settings_.path, Access::read_write, nullptr);
        connection.run_script(
            "PRAGMA busy_timeout=500");  // writes wait meanwhile: a backup is not waited for
        empty_log(connection);           // before the file is written anew in vain
        connection.run_script("INSERT INTO search_index (search_index) VALUES ('optimize'); VACUUM;");
        empty_log(connection);
    }
    [[nodiscard]] std::string_view dialect() const override { return "sqlite"; }

  private:
    std::unique_ptr<SqliteConnection> take_reader() {
        std::unique_lock lock(readers_mutex_);
        readers_free_.wait(lock, [this] { return !readers_.empty() || opened_readers_ < settings_.readers; });
        if (!readers_.empty()) {
            auto connection = std::move(readers_.back());
            readers_.pop_back();
            return connection;
        }
        ++opened_readers_;
        lock.unlock();
        try {
            return std::make_unique<SqliteConnection>(settings_.path, Access::read_only, nullptr);
        } catch (std::exception const&) {
            std::scoped_lock const again(readers_mutex_);
            --opened_readers_;
            readers_free_.notify_one();
            throw;
        }
    }

    void give_back(std::unique_ptr<SqliteConnection> connection) {
        std::scoped_lock const lock(readers_mutex_);
        readers_.push_back(std::move(connection));
        readers_free_.notify_one();
    }

    void run_writer(std::stop_token const& stop) {
        queue_.run(stop, settings_.largest_batch, [this](std::span<WriteJob* const> batch) {
            if (run_batch(batch)) {
                signal_.committed();
            }
        });
    }

    // All changes of the batch in one transaction; a change that throws is undone alone. True when it was
    // committed.
    bool run_batch(std::span<WriteJob* const> batch) {
        std::scoped_lock const lock(writing_);
        try {
            writer_connection_.execute("BEGIN IMMEDIATE");
            if (batch.size() == 1) {
                if (!run_alone(*batch.front())) {
                    return false;
                }
            } else {
                for (auto* job : batch) {
                    run_job(*job);
                }
            }
            writer_connection_.execute("COMMIT");
            return true;
        } catch (std::exception const& failure) {
            spdlog::error("store: a batch of {} was not committed: {}", batch.size(), failure.what());
            if (sqlite3_get_autocommit(writer_connection_.handle()) == 0) {
                sqlite3_exec(writer_connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
            }
            fail_all(batch, std::current_exception());
            return false;
        }
    }

    // The transaction is undone with the change. No savepoint: under one, SQLite keeps every page that the
    // change touches in its statement journal and walks it whole at each statement that could fail, so that a
    // batch of an import costs the square of its size. False when the change threw.
    bool run_alone(WriteJob& job) {
        try {
            (*job.change)(writer_connection_);
            return true;
        } catch (std::exception const&) {
            job.failure = std::current_exception();
            if (sqlite3_get_autocommit(writer_connection_.handle()) == 0) {
                sqlite3_exec(writer_connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
            }
            return false;
        }
    }

    void run_job(WriteJob& job) {
        writer_connection_.execute("SAVEPOINT change");
        try {
            (*job.change)(writer_connection_);
        } catch (std::exception const&) {
            job.failure = std::current_exception();
            if (sqlite3_get_autocommit(writer_connection_.handle()) != 0) {
                throw;  // SQLite itself ended the transaction (disk full, I/O error): the whole batch is lost
            }
            sqlite3_exec(writer_connection_.handle(), "ROLLBACK TO change", nullptr, nullptr, nullptr);
        }
        writer_connection_.execute("RELEASE change");
    }

    static FileLock lock_for(Settings const& settings) {
        switch (settings.use) {
            case Use::shared:
                return FileLock::shared(lock_file_of(settings.path));
            case Use::alone:
                return FileLock::alone(lock_file_of(settings.path));
            case Use::filling:
                break;
        }
        return {};
    }

    Settings settings_;
    FileLock lock_;
    SqliteConnection writer_connection_;  // only the writer thread

    std::mutex writing_;  // a batch, or scrub()
    WriteQueue queue_;
    CommitSignal signal_;

    std::mutex readers_mutex_;
    std::condition_variable readers_free_;
    std::vector<std::unique_ptr<SqliteConnection>> readers_;
    std::size_t opened_readers_ = 0;

    std::jthread writer_;  // last: starts when everything above exists
};

}  // namespace

std::unique_ptr<Store> open_sqlite(Settings settings) {
    return std::make_unique<SqliteStore>(std::move(settings));
}

}  // namespace platform::store
