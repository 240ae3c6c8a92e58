#pragma once
// Numbers that people read, given without gaps in the transaction that uses them.

#include "base/id.h"
#include "platform/store/store.h"

#include <cstdint>
#include <string_view>

namespace platform::registry {

// The next number of a series for a unit and period (a year): 1, 2, 3 …
std::int64_t next_number(store::Transaction& transaction, std::string_view series, base::Ulid const& unit,
                         int period);

}  // namespace platform::registry
