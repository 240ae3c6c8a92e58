#pragma once
// Who everybody is, over HTTP: signing in and out, units, staff.

#include <string>

#include "formats/organization_data/organization.h"
#include "platform/access/sessions.h"
#include "platform/platform.h"

namespace modules::organization {

struct Parts {
    platform::access::Sessions& sessions;
    std::string version;                             // of the program, shown by GET session
    formats::organization_data::DemoAccounts demo{};  // listed by GET demo-accounts, only where platform.demo
};
// Adds the routes. `parts.sessions` outlives the router.
void install(platform::Platform& platform, Parts parts);

}  // namespace modules::organization
