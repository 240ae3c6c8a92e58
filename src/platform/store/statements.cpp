#include "platform/store/statements.h"

namespace platform::store {

namespace {
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): one number of each thread, no object
thread_local std::uint64_t asked = 0;
}  // namespace

std::uint64_t statements_of_this_thread() noexcept {
    return asked;
}

void count_statements(std::uint64_t more) noexcept {
    asked += more;
}

}  // namespace platform::store
