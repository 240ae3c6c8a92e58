#pragma once
// The last part of a page's address that a blank has set apart: anon-room.example/b/ 90551.

#include "engine/observables/view.h"

#include <cstddef>

namespace engine::observables {

// Where the address ends whose path begins at `path` and would end at `end`; `end` itself when nothing
// follows that is plainly the path's.
[[nodiscard]] std::size_t end_with_tail(View const& view, std::size_t path, std::size_t end);

}  // namespace engine::observables
