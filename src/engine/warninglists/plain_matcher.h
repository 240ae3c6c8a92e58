#pragma once
// The same answers as Matcher by looking at every entry of every list: what the fast one is compared with.

#include "engine/warninglists/list.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace engine::warninglists {

// Regular expressions are left out: both would ask the same engine.
[[nodiscard]] std::vector<std::uint32_t> plain_match(std::vector<List> const& lists, observables::Type type,
                                                     std::string_view value);

}  // namespace engine::warninglists
