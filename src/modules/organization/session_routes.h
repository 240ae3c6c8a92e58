#pragma once
// POST /sessions, GET and DELETE /session, GET /demo-accounts.

#include "modules/organization/install.h"

#include <memory>

namespace modules::organization {

// `parts` is shared by the routes.
void add_session_routes(Services const& services, std::shared_ptr<Parts const> const& parts);

}  // namespace modules::organization
