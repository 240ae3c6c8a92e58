#pragma once
// POST /sessions, GET and DELETE /session, GET /demo-accounts.

#include <memory>

#include "modules/organization/install.h"

namespace modules::organization {

// `parts` is shared by the routes.
void add_session_routes(platform::Platform& platform, std::shared_ptr<Parts const> const& parts);

}  // namespace modules::organization
