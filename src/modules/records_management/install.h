#pragma once
// The one entry point: adds the routes.

#include "platform/access/reading.h"
#include "platform/platform.h"
#include "platform/retention/rules.h"

namespace modules::records_management {

struct Parts {
    platform::Platform& platform;
    platform::retention::Rules rules;
    platform::access::ShownLately& shown_lately;
};

// `parts` lives as long as the program.
void install(Parts const& parts);

}  // namespace modules::records_management
