#pragma once
// Who everybody is, over HTTP: signing in and out, units, staff.

#include "formats/organization_data/organization.h"
#include "platform/access/sessions.h"
#include "platform/platform.h"
#include "platform/registry/ports/open_work.h"

#include <string>

namespace modules::organization {

struct Parts {
    platform::access::Sessions& sessions;
    std::string version;                              // of the program, shown by GET session
    formats::organization_data::DemoAccounts demo{};  // listed by GET demo-accounts, only where platform.demo
};
// Of the platform, what this module's routes use.
struct Services {
    platform::store::Store& store;
    base::TimeSource const& time;
    platform::http::Router& router;
    platform::access::Guard& guard;
    platform::tables::Rules const& rules;
    bool demo = false;
};
// Adds the routes that read. `parts.sessions` outlives the router.
void install(platform::Platform& platform, Parts parts);
// Adds those that change the organisation. Everything given outlives the router.
void install_administration(platform::Platform& platform, platform::access::Sessions& sessions,
                            platform::access::PasswordHasher& hasher,
                            platform::registry::OpenWorkKeeper const& work);

}  // namespace modules::organization
