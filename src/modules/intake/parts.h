#pragma once
// What the functions of this module share: the house, the port to links, the duties. Lives as long as the
// program.

#include "platform/access/actor.h"
#include "platform/access/reading.h"
#include "platform/files/child.h"
#include "platform/files/vault.h"
#include "platform/journal/journal.h"
#include "platform/platform.h"
#include "platform/registry/duties.h"
#include "platform/registry/ports/link_query.h"
#include "platform/registry/ports/person_query.h"

#include <string>

namespace modules::intake {

struct Parts {
    platform::Platform& platform;
    platform::registry::LinkQuery const& links;
    platform::registry::PersonQuery const& people;
    platform::registry::Duties const& duties;
    platform::access::ShownLately& shown_lately;
    std::string seal_key;  // 32 bytes from outside the database: opens texts that held card numbers
    platform::files::Vault const& vault;
    platform::files::ReadingChild const& reader;
};

[[nodiscard]] inline platform::journal::Author author(platform::access::Actor const& actor) {
    return {actor.staff, actor.unit};
}

}  // namespace modules::intake
