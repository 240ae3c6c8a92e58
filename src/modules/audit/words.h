#pragma once
// How entries of both logs are spoken of: what was done, to what kind of thing.

#include "base/problem.h"
#include "platform/registry/record_kinds.h"

#include <string_view>

namespace modules::audit {

// Both give the code itself where a word is missing, so that nothing is left unsaid.
[[nodiscard]] base::Words access_action(std::string_view action);
[[nodiscard]] base::Words journal_action(std::string_view kind, std::string_view action);
[[nodiscard]] base::Words kind_words(platform::registry::RecordKinds const& kinds, std::string_view kind);

}  // namespace modules::audit
