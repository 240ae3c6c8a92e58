#pragma once
// What can be done at all. Every route names one; the policy says which role may do it to which record.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace platform::access {

enum class Action : std::uint8_t {
    consultation_create,
    consultation_read,
    consultation_edit,
    consultation_decide,     // triage decisions
    consultation_refer,      // report or ask for support
    consultation_hand_over,  // change the lead
    consultation_restrict,   // who may know of it
    consultation_count,
    referral_approve,  // 決裁
    referral_receive,  // receipt, answer, hand-back
    inbox_work,
    search,
    observable_look_up,
    separation_create,  // "not the same"
    person_decide,      // one person or company, or not the same
    clock_work,
    draft_write,
    guidance_tell,
    disposal_read,
    disposal_propose,
    disposal_approve,
    retention_hold,
    journal_read,
    access_log_read,
    account_manage,
    organization_read,
    organization_manage,
    tables_read,
    tables_propose,
    tables_approve,
    import,
    schema_read,
    events_follow,
    session_use,  // one's own session
};

// "consultation.create": as routes, sessions and openapi.json write it.
[[nodiscard]] std::string_view action_name(Action action);
[[nodiscard]] std::optional<Action> parse_action(std::string_view name);
[[nodiscard]] std::span<Action const> all_actions();

}  // namespace platform::access
