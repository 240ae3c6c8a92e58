#pragma once
// The desk manual over HTTP.

#include "formats/manual/manual.h"
#include "platform/platform.h"
#include "platform/registry/duties.h"
#include "record/schema.h"

#include <string>

namespace modules::manual {

struct Parts {
    formats::manual::Manual texts;
    record::Schema const& record;  // of which the fields are explained
    platform::registry::Duties const& duties;
    std::string version;  // of the program
};

// What is given outlives the router.
void install(platform::Platform& platform, Parts parts);

}  // namespace modules::manual
