#pragma once
// Consultations from a JSON Lines file into the house, with a report of what was refused and why.

#include "app/house.h"
#include "base/problem.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace app {

struct ConsultationImport {
    std::string station;  // unit code for items that name none
    bool spread = false;  // over the stations in force (samples)
};

struct ImportCount {
    std::size_t taken = 0;
    std::size_t unchanged = 0;
    std::size_t refused = 0;
    std::vector<base::Violation> reasons;  // at most 1,000
};

// The same source and id again is skipped when unchanged, refused when it differs.
ImportCount import_consultations(House& house, std::filesystem::path const& file,
                                 ConsultationImport const& how);

// Into an empty demonstration folder; says on standard error how many.
void load_samples(House& house, std::filesystem::path const& file);

}  // namespace app
