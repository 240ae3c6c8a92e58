#pragma once
// The one entry point: adds the auditor's routes.

#include "platform/platform.h"

namespace modules::audit {

void install(platform::Platform& platform);

}  // namespace modules::audit
