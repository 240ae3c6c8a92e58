#pragma once
// The module's one entry point: its record kind and its routes.

#include "modules/intake/parts.h"
#include "platform/documents/press.h"
#include "platform/registry/record_kinds.h"

#include <memory>

namespace modules::intake {

// What links, search, timelines and retention need to know of the intake record.
[[nodiscard]] platform::registry::RecordKind record_kind();

// `parts` outlives the router.
void install(Parts const& parts);

void add_draft_routes(Parts const& parts);
void add_presence_routes(Parts const& parts);    // who has a record open
void add_authorship_routes(Parts const& parts);  // who wrote which line
void add_consultation_routes(Parts const& parts);
void add_decision_routes(Parts const& parts);  // candidates, deciding, taking back
void add_interview_routes(Parts const& parts);
void add_referral_routes(Parts const& parts);
void add_hand_over_routes(Parts const& parts);    // many at once
void add_work_routes(Parts const& parts);         // inbox, clocks, 担当業務
void add_board_routes(Parts const& parts);        // ボード
void add_saved_view_routes(Parts const& parts);   // the views that an officer keeps
void add_restriction_routes(Parts const& parts);  // 閲覧制限
void add_attachment_routes(Parts const& parts);   // 添付
void add_draft_file_routes(Parts const& parts);   // 下書きの添付
void add_search_routes(Parts const& parts);       // search, timeline, assessments, guidance
// The press is shared by the routes that print, on any thread.
void add_guidance_sheet_routes(Parts const& parts,
                               std::shared_ptr<platform::documents::Press const> const& press);
void add_day_list_routes(Parts const& parts, std::shared_ptr<platform::documents::Press const> const& press);

}  // namespace modules::intake
