#pragma once
// How many SQL statements a thread has asked for. A change handed to Store::write counts for its caller, the
// batch around it for nobody: so the same request makes the same number, whoever else writes.

#include <cstdint>

namespace platform::store {

[[nodiscard]] std::uint64_t statements_of_this_thread() noexcept;
void count_statements(std::uint64_t more) noexcept;

}  // namespace platform::store
