#pragma once
// Names of hosts that the end of a line, or a blank, has cut in two.

#include <cstddef>
#include <string_view>

namespace engine::observables {

// Length of the break at `place` of width-folded text when it stands inside one name: 56 letters of an onion
// service, a host behind a scheme or an @ that is none without its rest. 0 otherwise.
[[nodiscard]] std::size_t break_inside_name(std::string_view text, std::size_t place);

}  // namespace engine::observables
