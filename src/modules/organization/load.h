#pragma once
// Brings data/organization into the store: new units are added, changed ones updated, those a person
// corrected are left alone.

#include "base/instant.h"
#include "base/problem.h"
#include "formats/organization_data/organization.h"
#include "platform/store/store.h"

#include <cstddef>
#include <filesystem>
#include <vector>

namespace modules::organization {

namespace data = formats::organization_data;

// Reads the folder's files. Problem::unavailable, naming the file, when one cannot be read.
[[nodiscard]] data::Organization read_organization(std::filesystem::path const& folder);
[[nodiscard]] data::DemoAccounts read_demo_accounts(std::filesystem::path const& folder);

struct LoadReport {
    std::size_t added = 0;
    std::size_t changed = 0;
    std::size_t unchanged = 0;
    std::size_t kept = 0;                     // differ from the files because a person corrected them
    std::vector<base::Violation> violations;  // of the files, each with file and line
};
// May be run at every start. Journaled as one entry per batch of at most 1,000 units.
LoadReport load_organization(platform::store::Store& store, base::TimeSource const& time,
                             data::Organization const& organization);

}  // namespace modules::organization
