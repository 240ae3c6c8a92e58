#include "modules/intake/install.h"

#include "modules/intake/consultation.h"

namespace modules::intake {

platform::registry::RecordKind record_kind() {
    return {&consultation_schema,
            platform::access::Action::consultation_read,
            "number",
            "subject",
            "received_at",
            "status",
            "narrative",
            "closed_at",
            {"kind", "channel", "stat_category", "internal_type", "offence_class", "is_cyber_crime",
             "is_cyber_event", "serious_suspected", "urgency"},
            {"sealed_text", "attachment_reading", "attachments", "guidance_sheet", "drafts", "presence",
             "live_notice", "accepted_draft"}};
}

void install(Parts const& parts) {
    parts.platform.record_kinds.add(record_kind());
    add_draft_routes(parts);
    add_presence_routes(parts);
    add_authorship_routes(parts);
    add_consultation_routes(parts);
    add_decision_routes(parts);
    add_interview_routes(parts);
    add_referral_routes(parts);
    add_hand_over_routes(parts);
    add_work_routes(parts);
    add_board_routes(parts);
    add_saved_view_routes(parts);
    add_restriction_routes(parts);
    add_attachment_routes(parts);
    add_draft_file_routes(parts);
    add_search_routes(parts);
    auto const press = std::make_shared<platform::documents::Press const>();
    add_guidance_sheet_routes(parts, press);
    add_day_list_routes(parts, press);
}

}  // namespace modules::intake
