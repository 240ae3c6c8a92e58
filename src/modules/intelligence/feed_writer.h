#pragma once
// Writes one event of a feed in batches: observables, items, one journal entry a batch. Made complete by its
// digest, which comes with the last batch: an import that was cut off is taken up anew.

#include "base/hash.h"
#include "base/id.h"
#include "modules/intelligence/feed_value.h"
#include "platform/journal/journal.h"
#include "platform/platform.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace modules::intelligence {

constexpr std::size_t batch_size = 1'000;

struct FeedHead {
    std::string source;
    std::string external_id;
    std::string name;
    std::string date;  // "2026-07-01" or empty
    std::string organisation;
};

enum class EventState : std::uint8_t { added, changed, unchanged };

// Whether the store has this event with this digest.
[[nodiscard]] EventState event_state(platform::Platform const& platform, FeedHead const& head,
                                     base::Sha256 const& digest);
// How many values the event has in the store, without derived hosts.
[[nodiscard]] std::size_t stored_items(platform::Platform const& platform, FeedHead const& head);

class FeedWriter {
  public:
    FeedWriter(platform::Platform const& platform, platform::journal::Author author, FeedHead head,
               base::Sha256 const& digest);

    // Throws what the store throws; the writer is then done with, and the event incomplete.
    void add(FeedValue value);
    // The last batch; without it the event stays incomplete.
    void finish();

  private:
    enum class Batch : std::uint8_t { first_or_middle, last };

    void make_room();
    [[nodiscard]] std::optional<std::int64_t> large_event() const;
    void write(Batch batch);
    void take_event(platform::store::Transaction& transaction, base::Blob const& digest);
    void insert_items(platform::store::Transaction& transaction);
    void journal(platform::store::Transaction& transaction, std::int64_t removed);

    platform::Platform const& platform_;
    platform::journal::Author const author_;
    FeedHead const head_;
    base::Sha256 const digest_;
    std::optional<std::int64_t> event_;  // from the first batch on
    base::Ulid event_id_;
    std::int64_t batches_ = 0;
    std::vector<FeedValue> waiting_;
};

}  // namespace modules::intelligence
