#pragma once
// GET /units, /units/{id}, /staff, /staff/{id}.

#include "platform/platform.h"

namespace modules::organization {

void add_unit_routes(platform::Platform& platform);

}  // namespace modules::organization
