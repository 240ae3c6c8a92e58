#pragma once
// Which index a statement goes by, said where the planner would choose a longer way.
// Thread rule: the function works on the Reader it is given.

#include "platform/store/store.h"

#include <string>
#include <string_view>

namespace platform::store {

// What stands after FROM: `table` (with its alias) read by `index`. SQLite keeps to it, and refuses a
// statement that the index cannot serve; PostgreSQL chooses by its statistics.
[[nodiscard]] std::string by_index(Reader const& reader, std::string_view table, std::string_view index);

}  // namespace platform::store
