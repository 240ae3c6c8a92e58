#include "modules/organization/install.h"

#include "modules/organization/session_routes.h"
#include "modules/organization/unit_routes.h"

#include <memory>
#include <utility>

namespace modules::organization {

void install(platform::Platform& platform, Parts parts) {
    Services const services{platform.store, platform.time, platform.router, platform.guard, platform.demo};
    add_session_routes(services, std::make_shared<Parts const>(std::move(parts)));
    add_unit_routes(services);
}

}  // namespace modules::organization
