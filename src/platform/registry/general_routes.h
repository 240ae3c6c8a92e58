#pragma once
// Routes that serve every register: field descriptions, rule tables, live events.

#include "platform/platform.h"
#include "record/schema.h"

#include <vector>

namespace platform::registry {

// `schemas`: those that screens ask for.
void add_general_routes(Platform& platform, std::vector<record::Schema const*> schemas);

}  // namespace platform::registry
