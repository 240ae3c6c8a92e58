#include "modules/organization/install.h"

#include <memory>

#include "modules/organization/session_routes.h"
#include "modules/organization/unit_routes.h"

namespace modules::organization {

void install(platform::Platform& platform, Parts parts) {
    add_session_routes(platform, std::make_shared<Parts const>(std::move(parts)));
    add_unit_routes(platform);
}

}  // namespace modules::organization
