#pragma once
// The module's one entry point: what is known of the people of a record, a person's page, judgements.

#include "platform/platform.h"

namespace modules::identity {

// `platform` outlives the router.
void install(platform::Platform& platform);

}  // namespace modules::identity
