#pragma once
// Says in access_log who is shown which records, before the answer goes out. What is noted here is committed
// when the call returns.

#include "base/id.h"
#include "base/instant.h"
#include "platform/access/guard.h"
#include "platform/platform.h"
#include "platform/store/store.h"

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace platform::access {

// What one answer shows.
struct Shown {
    std::string action;       // "read", "list", "search" …
    std::string purpose;      // of access::purpose_of, or the reader's own words
    std::string record_kind;  // of what is shown: "consultation", "sighting" …
    std::optional<base::Ulid> record_id;
    std::vector<base::Ulid> records;          // shown beside it, or the rows of a list
    std::vector<std::int64_t> observables{};  // seqs
};

// In a transaction of the caller's: for changes that answer with the record.
void note_reading(store::Transaction& transaction, Platform const& platform, Actor const& actor,
                  std::vector<Shown> const& shown);
// In one of its own. Problem::unavailable when it cannot be recorded: then nothing may be shown.
void note_reading(Platform const& platform, Actor const& actor, std::vector<Shown> const& shown);

// Screens refresh their lists at every change elsewhere. The same state of a record, shown again to the same
// person on the same screen within some minutes, is one reading. Lives in memory: after a restart a row is
// noted once more. Thread rule: from any thread.
class ShownLately {
  public:
    explicit ShownLately(std::chrono::minutes again_after = std::chrono::minutes(10),
                         std::size_t most = 200'000)
        : again_after_(again_after), most_(most) {}

    struct Row {
        base::Ulid record;
        std::int64_t state = 0;  // another one when what is shown of it changed
    };
    // Those of `rows` that this person has not been shown lately on this list.
    [[nodiscard]] std::vector<Row> fresh(base::Ulid const& staff, std::string_view list,
                                         std::vector<Row> const& rows, base::Instant now);
    // To be called after the commit of what names them.
    void remember(base::Ulid const& staff, std::string_view list, std::vector<Row> const& rows);

  private:
    void age(base::Instant now);

    std::chrono::minutes const again_after_;
    std::size_t const most_;
    std::mutex mutex_;
    // Two halves of the time: what is in either was shown lately.
    std::unordered_set<std::string> current_;
    std::unordered_set<std::string> before_;
    base::Instant since_;
};

// Their records, each once, in their order.
[[nodiscard]] std::vector<base::Ulid> records_of(std::vector<ShownLately::Row> const& rows);

// Rows of a list: notes those that were not shown lately, and nothing when there is none.
void note_list(Platform const& platform, Actor const& actor, ShownLately& lately, Shown shown,
               std::vector<ShownLately::Row> const& rows);

}  // namespace platform::access
