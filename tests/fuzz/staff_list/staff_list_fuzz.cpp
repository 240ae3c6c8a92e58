// Lists of staff from anywhere: refused or read, never a crash, and every row has a name.
#include "base/problem.h"
#include "formats/staff_list/staff_list.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const list = formats::staff_list::parse({reinterpret_cast<char const*>(data), size});
    if (!list) {
        BASE_ASSERT(!list.violations().empty());
        return 0;
    }
    for (auto const& row : list->rows) {
        BASE_ASSERT(!row.name.empty() && row.line > 1);
    }
    return 0;
}
