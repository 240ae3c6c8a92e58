#pragma once
// What open browsers are told although it is not in the journal, because it is over in a moment: an id
// and what happened only, to those who may read the record, on every node. Thread rule: functions work on the
// Transaction or Reader they are given.

#include "base/id.h"
#include "base/instant.h"
#include "platform/store/store.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace platform::live {

struct Notice {
    std::int64_t seq = 0;
    std::string record_kind;
    base::Ulid record;
    std::string action;  // what the browser takes for the kind of the event
};

// Told after the commit; forgets those of more than a minute ago.
void tell(store::Transaction& transaction, std::string_view record_kind, base::Ulid const& record,
          std::string_view action, base::Instant now);

[[nodiscard]] std::int64_t last_notice(store::Reader& reader);
[[nodiscard]] std::vector<Notice> notices_after(store::Reader& reader, std::int64_t seq, std::size_t limit);

}  // namespace platform::live
