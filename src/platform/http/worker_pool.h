#pragma once
// A fixed number of threads and a bounded queue. Thread rule: submit() from any thread; stop() once, from the
// owner.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace platform::http {

class WorkerPool {
  public:
    WorkerPool(std::size_t threads, std::size_t max_queued);
    ~WorkerPool();
    WorkerPool(WorkerPool const&) = delete;
    WorkerPool& operator=(WorkerPool const&) = delete;

    // False when the queue is full or the pool is stopping; the job is then not kept. A job must not throw.
    [[nodiscard]] bool submit(std::function<void()> job);
    // Runs what is queued, then joins.
    void stop();

  private:
    void run();

    std::size_t const max_queued_;
    std::mutex mutex_;  // guards queue_, stopping_
    std::condition_variable wake_;
    std::deque<std::function<void()>> queue_;
    bool stopping_ = false;
    std::vector<std::jthread> threads_;
};

}  // namespace platform::http
