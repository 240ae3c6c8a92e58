#include "platform/access/action.h"

#include "base/problem.h"

#include <algorithm>
#include <array>

namespace platform::access {

namespace {

constexpr std::array actions = {
    Action::consultation_create,
    Action::consultation_read,
    Action::consultation_edit,
    Action::consultation_decide,
    Action::consultation_refer,
    Action::consultation_hand_over,
    Action::consultation_restrict,
    Action::consultation_count,
    Action::referral_approve,
    Action::referral_receive,
    Action::inbox_work,
    Action::search,
    Action::observable_look_up,
    Action::separation_create,
    Action::person_decide,
    Action::clock_work,
    Action::draft_write,
    Action::guidance_tell,
    Action::disposal_read,
    Action::disposal_propose,
    Action::disposal_approve,
    Action::retention_hold,
    Action::journal_read,
    Action::access_log_read,
    Action::account_manage,
    Action::organization_read,
    Action::organization_manage,
    Action::tables_read,
    Action::tables_propose,
    Action::tables_approve,
    Action::import,
    Action::schema_read,
    Action::events_follow,
    Action::session_use,
};

constexpr std::array<std::string_view, actions.size()> names = {
    "consultation.create",
    "consultation.read",
    "consultation.edit",
    "consultation.decide",
    "consultation.refer",
    "consultation.hand_over",
    "consultation.restrict",
    "consultation.count",
    "referral.approve",
    "referral.receive",
    "inbox.work",
    "search",
    "observable.look_up",
    "separation.create",
    "person.decide",
    "clock.work",
    "draft.write",
    "guidance.tell",
    "disposal.read",
    "disposal.propose",
    "disposal.approve",
    "retention.hold",
    "journal.read",
    "access_log.read",
    "account.manage",
    "organization.read",
    "organization.manage",
    "tables.read",
    "tables.propose",
    "tables.approve",
    "import",
    "schema.read",
    "events.follow",
    "session.use",
};

consteval bool in_order() {
    for (std::size_t i = 0; i < actions.size(); ++i) {
        if (static_cast<std::size_t>(actions.at(i)) != i) {
            return false;
        }
    }
    return true;
}
static_assert(in_order(), "actions and names stand in the order of the enumerators");

}  // namespace

std::string_view action_name(Action action) {
    return names.at(static_cast<std::size_t>(action));
}

std::optional<Action> parse_action(std::string_view name) {
    auto const found = std::ranges::find(names, name);
    return found == names.end() ? std::nullopt
                                : std::optional(actions.at(static_cast<std::size_t>(found - names.begin())));
}

std::span<Action const> all_actions() {
    return actions;
}

}  // namespace platform::access
