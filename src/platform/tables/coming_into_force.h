#pragma once
// How tables come into force: those of the program at start, an approved proposal at its time, and whatever
// another process made the newest version. Thread rule: from any thread; one node's work is never done twice.

#include "base/instant.h"
#include "platform/store/store.h"
#include "platform/tables/proposals.h"
#include "platform/tables/rules.h"
#include "platform/tables/workshop.h"

#include <cstdint>
#include <memory>
#include <mutex>

namespace platform::tables {

// At start. The shipped tables are in force at once only where nothing was changed here; else what they
// change becomes a proposal. Shipped tables that were seen before are not taken again. Gives the newest
// version.
[[nodiscard]] std::shared_ptr<Active const> take_shipped(store::Store& store, Files const& shipped,
                                                         base::Instant now);

// Keeps one server's tables the newest ones.
class Keeper {
  public:
    Keeper(store::Store& store, Rules& rules) : store_(store), rules_(rules) {}

    // Makes a version of every approved proposal whose time has come, then takes up the newest version.
    void refresh(base::Instant now);

    [[nodiscard]] Workshop& workshop() { return workshop_; }

  private:
    void bring_into_force(base::Instant now);
    [[nodiscard]] bool may_judge(Proposal const& proposal, std::int64_t newest) const;
    void take_up();

    store::Store& store_;
    Rules& rules_;
    Workshop workshop_;
    std::mutex mutex_;
    std::int64_t refused_ = 0;  // a version that this program cannot read: said once
};

}  // namespace platform::tables
