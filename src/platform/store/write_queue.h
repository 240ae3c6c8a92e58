#pragma once
// What every store does around its writer: changes wait in a queue, one thread takes them in batches, each
// caller returns when its batch is done. Thread rule: any thread submits, one thread runs.

#include "platform/store/store.h"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <span>
#include <stop_token>

namespace platform::store {

// One call of write(), waiting for its batch.
struct WriteJob {
    std::function<void(Transaction&)> const* change = nullptr;
    std::exception_ptr failure;
    bool done = false;
};

class WriteQueue {
  public:
    // Returns when the writer is done with the change; throws what it failed with.
    void submit(std::function<void(Transaction&)> const& change);
    // The writer's thread: until stopped and empty. `batch` gets at most `largest` jobs and sets their
    // failures.
    void run(std::stop_token const& stop, std::size_t largest,
             std::function<void(std::span<WriteJob* const>)> const& batch);
    // After the stop was requested: wakes the writer.
    void wake();

  private:
    std::mutex mutex_;
    std::condition_variable ready_;
    std::condition_variable job_done_;
    std::deque<WriteJob*> waiting_;
    bool stopped_ = false;
};

// Counts commits and wakes who waits for one.
class CommitSignal {
  public:
    [[nodiscard]] CommitNumber commits() const;
    void committed();
    void wait(CommitNumber seen, std::chrono::milliseconds timeout);
    void wake();

  private:
    mutable std::mutex mutex_;
    std::condition_variable seen_;
    CommitNumber commits_ = 0;
    std::uint64_t wakes_ = 0;
};

// Every job of a batch that has not failed by itself fails with this.
void fail_all(std::span<WriteJob* const> batch, std::exception_ptr const& cause);

}  // namespace platform::store
