#pragma once
// GET /units, /units/{id}, /staff, /staff/{id}.

#include "modules/organization/install.h"

namespace modules::organization {

void add_unit_routes(Services const& services);

}  // namespace modules::organization
