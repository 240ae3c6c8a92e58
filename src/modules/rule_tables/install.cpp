#include "modules/rule_tables/install.h"

namespace modules::rule_tables {

void install(Parts const& parts) {
    add_table_routes(parts);
    add_proposal_routes(parts);
    add_preview_route(parts);
}

}  // namespace modules::rule_tables
