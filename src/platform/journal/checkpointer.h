#pragma once
// Writes checkpoints while the program serves, and keeps the anchor file up to date. Nothing waits for it: an
// anchor file that cannot be written is said once and tried again. Thread rule: work() and finish() by one
// thread at a time; start() gives it one of its own.

#include "base/instant.h"
#include "platform/journal/checkpoint.h"
#include "platform/journal/signing.h"
#include "platform/store/store.h"

#include <filesystem>
#include <optional>
#include <string>
#include <thread>

namespace platform::journal {

struct CheckpointSettings {
    std::optional<SigningKey> key;  // without it checkpoints are not signed
    std::filesystem::path anchor;   // empty: none
    std::string node;
    CheckpointRule rule;
};

class Checkpointer {
  public:
    Checkpointer(store::Store& store, base::TimeSource const& time, CheckpointSettings settings);
    ~Checkpointer();
    Checkpointer(Checkpointer const&) = delete;
    Checkpointer& operator=(Checkpointer const&) = delete;

    // Looks every two seconds whether one is due.
    void start();
    // Ends the thread, then writes down what is new.
    void stop();

    // One look: writes a checkpoint when one is due.
    void work();
    // A checkpoint now, when anything is new.
    void finish();

  private:
    void write();
    void bring_anchor_up_to_date();

    store::Store& store_;
    base::TimeSource const& time_;
    CheckpointSettings settings_;
    std::string anchor_trouble_;  // what was said of it last; empty: it is well
    bool key_missing_said_ = false;
    std::int64_t anchored_ = -1;  // last checkpoint known to be in the anchor file; -1: not looked yet
    std::jthread thread_;
};

}  // namespace platform::journal
