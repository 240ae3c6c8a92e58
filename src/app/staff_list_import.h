#pragma once
// A list of staff into the house, by the same path as the browser's: a line for each line of the file.

#include "app/house.h"

#include <cstddef>
#include <filesystem>

namespace app {

enum class StaffListMode : std::uint8_t { trying, writing };

struct StaffListCount {
    std::size_t taken = 0;
    std::size_t unchanged = 0;
    std::size_t refused = 0;
};
// What becomes of each line goes to standard output, why not to standard error.
StaffListCount import_staff_list(House& house, std::filesystem::path const& path, StaffListMode mode);

}  // namespace app
