#pragma once
// Who has a record open now, and in which field he types. A tab says that it is there; one that has not been
// heard of for some seconds is gone. Thread rule: functions work on the Transaction or Reader they are given.

#include "base/id.h"
#include "base/instant.h"
#include "platform/store/store.h"

#include <string>
#include <string_view>
#include <vector>

namespace modules::intake {

// A tab is heard of every eight seconds.
constexpr std::int64_t present_for = 20'000;  // ms

struct Tab {
    base::Ulid record;
    base::Ulid staff;
    std::string name;  // the browser's own
};

struct Present {
    base::Ulid staff;
    std::string field;  // empty: reads
    base::Instant since;
};

// The tab is there. Tells the other browsers when that is new, and of those who are gone.
void enter(platform::store::Transaction& transaction, Tab const& tab, std::string_view field,
           base::Instant now);
void leave(platform::store::Transaction& transaction, Tab const& tab, base::Instant now);

// Everybody but `own` staff, once each; who types before who reads.
[[nodiscard]] std::vector<Present> present(platform::store::Reader& reader, base::Ulid const& record,
                                           base::Ulid const& own, base::Instant now);

}  // namespace modules::intake
