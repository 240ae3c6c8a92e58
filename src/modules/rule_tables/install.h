#pragma once
// The one entry point: adds the routes.

#include "platform/platform.h"
#include "platform/registry/ports/past_decisions.h"
#include "platform/tables/coming_into_force.h"

namespace modules::rule_tables {

struct Parts {
    platform::Platform& platform;
    platform::tables::Keeper& keeper;
    platform::registry::PastDecisions const& past;
};

// `parts` lives as long as the program.
void install(Parts const& parts);

void add_table_routes(Parts const& parts);     // what is in force, and what was
void add_proposal_routes(Parts const& parts);  // what is proposed, and what becomes of it
void add_preview_route(Parts const& parts);    // what it would change

}  // namespace modules::rule_tables
