#pragma once
// The one way by which contents leave the journal: named one by one, with their digests, in the content of an
// entry that stays. Thread rule: functions work on the Transaction they are given.

#include "platform/store/store.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace platform::journal {

// Action of the entry that says so.
constexpr std::string_view dispose_action = "dispose";

struct DisposedEntry {
    std::int64_t seq = 0;
    std::string digest;  // content_digest of the entry
};

// Deletes the contents of these entries; those that had one, with their digests.
[[nodiscard]] std::vector<DisposedEntry> forget(store::Transaction& transaction,
                                                std::vector<std::int64_t> const& entries);

// The member "entries" of a disposal's content, and back; what it does not say well is left out.
[[nodiscard]] boost::json::array to_json(std::vector<DisposedEntry> const& entries);
[[nodiscard]] std::vector<DisposedEntry> disposed_entries(boost::json::object const& content);

}  // namespace platform::journal
