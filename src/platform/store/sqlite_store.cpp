#include "base/problem.h"
#include "platform/store/sqlite_connection.h"

#include <spdlog/spdlog.h>

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

namespace platform::store {

namespace {

// One call of write(), waiting for its batch.
struct Job {
    std::function<void(Transaction&)> const* change = nullptr;
    std::exception_ptr failure;
    bool done = false;
};

class SqliteStore final : public Store {
  public:
    explicit SqliteStore(Settings settings)
        : settings_(std::move(settings)),
          writer_connection_(settings_.path, Access::read_write, settings_.before_step),
          writer_([this](std::stop_token const& stop) { run_writer(stop); }) {}

    ~SqliteStore() override {
        writer_.request_stop();
        {
            std::scoped_lock const lock(queue_mutex_);
            queue_ready_.notify_all();
        }
        writer_.join();
    }

    SqliteStore(SqliteStore const&) = delete;
    SqliteStore& operator=(SqliteStore const&) = delete;

    void write(std::function<void(Transaction&)> const& change) override {
        BASE_ASSERT(std::this_thread::get_id() !=
                    writer_.get_id());  // a write inside a write would wait for itself
        Job job;
        job.change = &change;
        std::unique_lock lock(queue_mutex_);
        if (stopped_) {
            throw base::Problem(base::Problem::unavailable, "終了処理中です", "the program is stopping");
        }
        // cppcheck-suppress danglingLifetime ; this call waits until the writer is done with the job
        queue_.push_back(&job);
        queue_ready_.notify_one();
        job_done_.wait(lock, [&job] { return job.done; });
        lock.unlock();
        if (job.failure) {
            std::rethrow_exception(job.failure);
        }
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

    [[nodiscard]] CommitNumber commits() const override {
        std::scoped_lock const lock(commit_mutex_);
        return commits_;
    }

    void wait_for_commit(CommitNumber seen, std::chrono::milliseconds timeout) override {
        std::unique_lock lock(commit_mutex_);
        auto const wakes = wakes_;
        commit_seen_.wait_for(lock, timeout, [&] { return commits_ > seen || wakes_ != wakes; });
    }

    void wake() override {
        std::scoped_lock const lock(commit_mutex_);
        ++wakes_;
        commit_seen_.notify_all();
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
        std::vector<Job*> batch;
        while (true) {
            batch.clear();
            {
                std::unique_lock lock(queue_mutex_);
                queue_ready_.wait(lock, [&] { return !queue_.empty() || stop.stop_requested(); });
                if (queue_.empty()) {
                    stopped_ = true;
                    return;
                }
                while (!queue_.empty() && batch.size() < settings_.largest_batch) {
                    batch.push_back(queue_.front());
                    queue_.pop_front();
                }
            }
            bool const committed = run_batch(batch);
            if (committed) {
                std::scoped_lock const lock(commit_mutex_);
                ++commits_;
                commit_seen_.notify_all();
            }
            std::scoped_lock const lock(queue_mutex_);
            for (auto* job : batch) {
                job->done = true;
            }
            job_done_.notify_all();
        }
    }

    // All changes of the batch in one transaction; a change that throws is undone alone. True when it was
    // committed.
    bool run_batch(std::vector<Job*> const& batch) {
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
            auto const cause = std::current_exception();
            for (auto* job : batch) {
                if (!job->failure) {
                    job->failure = cause;
                }
            }
            return false;
        }
    }

    // The transaction is undone with the change. No savepoint: under one, SQLite keeps every page that the
    // change touches in its statement journal and walks it whole at each statement that could fail, so that a
    // batch of an import costs the square of its size. False when the change threw.
    bool run_alone(Job& job) {
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

    void run_job(Job& job) {
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

    Settings settings_;
    SqliteConnection writer_connection_;  // only the writer thread

    std::mutex queue_mutex_;
    std::condition_variable queue_ready_;
    std::condition_variable job_done_;
    std::deque<Job*> queue_;
    bool stopped_ = false;

    std::mutex readers_mutex_;
    std::condition_variable readers_free_;
    std::vector<std::unique_ptr<SqliteConnection>> readers_;
    std::size_t opened_readers_ = 0;

    mutable std::mutex commit_mutex_;
    std::condition_variable commit_seen_;
    CommitNumber commits_ = 0;
    std::uint64_t wakes_ = 0;

    std::jthread writer_;  // last: starts when everything above exists
};

}  // namespace

std::unique_ptr<Store> open_sqlite(Settings settings) {
    return std::make_unique<SqliteStore>(std::move(settings));
}

}  // namespace platform::store
