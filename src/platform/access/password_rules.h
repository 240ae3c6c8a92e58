#pragma once
// Which passwords are taken. Length and what everybody would try first; no rules of digits and signs, which
// make people write them down.

#include "base/problem.h"

#include <string_view>
#include <vector>

namespace platform::access {

constexpr std::size_t shortest_password = 12;   // characters
constexpr std::size_t longest_password = 1024;  // bytes

// Everything that is wrong with it; empty: taken.
[[nodiscard]] std::vector<base::Violation> password_violations(std::string_view password,
                                                               std::string_view account_name);

}  // namespace platform::access
