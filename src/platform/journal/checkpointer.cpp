#include "platform/journal/checkpointer.h"

#include "base/problem.h"
#include "platform/journal/anchor.h"

#include <spdlog/spdlog.h>

#include <condition_variable>
#include <mutex>

namespace platform::journal {

namespace {

constexpr std::chrono::seconds between_looks{2};

}  // namespace

Checkpointer::Checkpointer(store::Store& store, base::TimeSource const& time, CheckpointSettings settings)
    : store_(store), time_(time), settings_(std::move(settings)) {
    if (!settings_.key) {
        spdlog::warn(
            "journal: checkpoints are not signed: no key (renkei key new FILE, then "
            "RENKEI_JOURNAL_KEY=FILE)");
    }
}

Checkpointer::~Checkpointer() {
    if (thread_.joinable()) {
        thread_.request_stop();
        thread_.join();
    }
}

void Checkpointer::start() {
    thread_ = std::jthread([this](std::stop_token const& stop) {
        std::mutex mutex;
        std::condition_variable_any wake;
        // cppcheck-suppress localMutex ; shared with nobody: only waiting needs it
        std::unique_lock lock(mutex);
        while (!stop.stop_requested()) {
            try {
                work();
            } catch (std::exception const& problem) {
                spdlog::error("journal: no checkpoint was written: {}", problem.what());
            }
            wake.wait_for(lock, stop, between_looks, [] { return false; });
        }
    });
}

void Checkpointer::stop() {
    if (thread_.joinable()) {
        thread_.request_stop();
        thread_.join();
    }
    try {
        finish();
    } catch (std::exception const& problem) {
        spdlog::error("journal: the last checkpoint was not written: {}", problem.what());
    }
}

void Checkpointer::work() {
    bool due = false;
    store_.read([&](store::Reader& reader) { due = is_due(reader, settings_.rule, time_.now()); });
    if (due) {
        write();
    }
    bring_anchor_up_to_date();
}

void Checkpointer::finish() {
    write();
    bring_anchor_up_to_date();
}

void Checkpointer::write() {
    auto const* const key = settings_.key ? &*settings_.key : nullptr;
    Written written = Written::nothing_new;
    store_.write([&](store::Transaction& transaction) {
        written = write_checkpoint(transaction, key, settings_.node, time_.now());
    });
    if (written == Written::key_missing && !key_missing_said_) {
        key_missing_said_ = true;
        spdlog::error(
            "journal: earlier checkpoints are signed and the key is not here: none is written "
            "until RENKEI_JOURNAL_KEY names it");
    }
}

void Checkpointer::bring_anchor_up_to_date() {
    if (settings_.anchor.empty()) {
        return;
    }
    try {
        store_.read([&](store::Reader& reader) {
            auto const last = last_checkpoint(reader);
            if (last && last->seq != anchored_) {
                journal::bring_anchor_up_to_date(reader, settings_.anchor);
                anchored_ = last->seq;
            }
        });
        if (!anchor_trouble_.empty()) {
            spdlog::info("journal: the anchor file is up to date again");
            anchor_trouble_.clear();
        }
    } catch (base::Problem const& problem) {
        if (anchor_trouble_ != problem.what()) {
            anchor_trouble_ = problem.what();
            spdlog::error("journal: the anchor file is behind, and is tried again: {}", problem.what());
        }
    }
}

}  // namespace platform::journal
