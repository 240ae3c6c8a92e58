#include "modules/organization/install.h"

#include "modules/organization/administration.h"
#include "modules/organization/session_routes.h"
#include "modules/organization/unit_routes.h"

#include <memory>
#include <utility>

namespace modules::organization {

void install(platform::Platform& platform, Parts parts) {
    Services const services{platform.store, platform.time,  platform.router,
                            platform.guard, platform.rules, platform.demo};
    add_session_routes(services, std::make_shared<Parts const>(std::move(parts)));
    add_unit_routes(services);
}

void install_administration(platform::Platform& platform, platform::access::Sessions& sessions,
                            platform::access::PasswordHasher& hasher,
                            platform::registry::OpenWorkKeeper const& work) {
    Administration const administration{platform, sessions, hasher, work};
    add_unit_change_routes(administration);
    add_staff_change_routes(administration);
    add_account_routes(administration);
    add_merger_routes(administration);
    add_staff_import_routes(administration);
}

}  // namespace modules::organization
