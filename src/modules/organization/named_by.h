#pragma once
// Which rule tables name a unit: by its code, by a duty of its 事務分掌, or by its name.

#include "platform/registry/unit.h"
#include "platform/tables/rules.h"

#include <boost/json/array.hpp>

namespace modules::organization {

// [{table, label, code, code_label, duty, rows: [reason]}]: the code stands in that table for this unit, and
// these rows propose it.
[[nodiscard]] boost::json::array named_by_json(platform::store::Reader& reader,
                                               platform::tables::Active const& tables,
                                               platform::registry::StoredUnit const& unit, base::Date today);

}  // namespace modules::organization
