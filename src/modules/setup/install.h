#pragma once
// What an installation still needs, over HTTP.

#include "modules/setup/findings.h"
#include "platform/platform.h"

#include <functional>

namespace modules::setup {

// `machine` is asked at each request, by any thread. What is given outlives the router.
void install(platform::Platform& platform, std::function<Machine()> machine);

}  // namespace modules::setup
