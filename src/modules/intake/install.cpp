#include "modules/intake/install.h"

#include "modules/intake/consultation.h"
#include "platform/registry/record_kinds.h"

namespace modules::intake {

void install(Parts const& parts) {
    parts.platform.record_kinds.add({&consultation_schema, platform::access::Action::consultation_read,
                                     "number", "subject", "received_at", "status", "narrative"});
    add_draft_routes(parts);
    add_consultation_routes(parts);
    add_referral_routes(parts);
    add_work_routes(parts);
    add_restriction_routes(parts);
    add_search_routes(parts);
}

}  // namespace modules::intake
