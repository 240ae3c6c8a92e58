#pragma once
// The module's one entry point: its record kind and its routes.

#include "modules/intake/parts.h"

namespace modules::intake {

// `parts` outlives the router.
void install(Parts const& parts);

void add_draft_routes(Parts const& parts);
void add_consultation_routes(Parts const& parts);
void add_referral_routes(Parts const& parts);
void add_work_routes(Parts const& parts);         // inbox, clocks, 担当業務
void add_restriction_routes(Parts const& parts);  // 閲覧制限
void add_search_routes(Parts const& parts);       // search, timeline, assessments, guidance

}  // namespace modules::intake
