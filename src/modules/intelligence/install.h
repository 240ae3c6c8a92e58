#pragma once
// The module's one entry point: look-ups, separations and the list of feeds.

#include "platform/platform.h"
#include "platform/registry/ports/link_query.h"

namespace modules::intelligence {

// `links` outlives the router.
void install(platform::Platform& platform, platform::registry::LinkQuery const& links);

}  // namespace modules::intelligence
