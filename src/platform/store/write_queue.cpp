#include "platform/store/write_queue.h"

#include "base/problem.h"
#include "platform/store/statements.h"

namespace platform::store {

void WriteQueue::submit(std::function<void(Transaction&)> const& change) {
    std::uint64_t statements = 0;
    std::function<void(Transaction&)> const counted = [&](Transaction& transaction) {
        struct Count {  // also of a change that is refused
            std::uint64_t* statements;
            std::uint64_t before = statements_of_this_thread();
            ~Count() { *statements = statements_of_this_thread() - before; }
        };
        Count const count{&statements};
        change(transaction);
    };
    WriteJob job;
    job.change = &counted;
    std::unique_lock lock(mutex_);
    if (stopped_) {
        throw base::Problem(base::Problem::unavailable, "終了処理中です", "the program is stopping");
    }
    // cppcheck-suppress danglingLifetime ; this call waits until the writer is done with the job
    waiting_.push_back(&job);
    ready_.notify_one();
    job_done_.wait(lock, [&job] { return job.done; });
    lock.unlock();
    count_statements(statements);
    if (job.failure) {
        std::rethrow_exception(job.failure);
    }
}

void WriteQueue::run(std::stop_token const& stop, std::size_t largest,
                     std::function<void(std::span<WriteJob* const>)> const& batch) {
    std::vector<WriteJob*> taken;
    while (true) {
        taken.clear();
        {
            std::unique_lock lock(mutex_);
            ready_.wait(lock, [&] { return !waiting_.empty() || stop.stop_requested(); });
            if (waiting_.empty()) {
                stopped_ = true;
                return;
            }
            while (!waiting_.empty() && taken.size() < largest) {
                taken.push_back(waiting_.front());
                waiting_.pop_front();
            }
        }
        batch(taken);
        std::scoped_lock const lock(mutex_);
        for (auto* job : taken) {
            job->done = true;
        }
        job_done_.notify_all();
    }
}

void WriteQueue::wake() {
    std::scoped_lock const lock(mutex_);
    ready_.notify_all();
}

CommitNumber CommitSignal::commits() const {
    std::scoped_lock const lock(mutex_);
    return commits_;
}

void CommitSignal::committed() {
    std::scoped_lock const lock(mutex_);
    ++commits_;
    seen_.notify_all();
}

void CommitSignal::wait(CommitNumber seen, std::chrono::milliseconds timeout) {
    std::unique_lock lock(mutex_);
    auto const wakes = wakes_;
    seen_.wait_for(lock, timeout, [&] { return commits_ > seen || wakes_ != wakes; });
}

void CommitSignal::wake() {
    std::scoped_lock const lock(mutex_);
    ++wakes_;
    seen_.notify_all();
}

void fail_all(std::span<WriteJob* const> batch, std::exception_ptr const& cause) {
    for (auto* job : batch) {
        if (!job->failure) {
            job->failure = cause;
        }
    }
}

}  // namespace platform::store
