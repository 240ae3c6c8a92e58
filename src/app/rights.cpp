// docs/rights.md: the policy as a table that an auditor reads and tests/rights walks.

#include "app/commands.h"
#include "platform/access/policy.h"

#include <iostream>
#include <string>

namespace app {

namespace access = platform::access;

namespace {

constexpr std::string_view heading = R"(# Rights

Who may do what to which record: the policy of `src/platform/access/policy.cpp`, printed by `renkei developer rights` (a golden file; `tests/rights` walks every
route with every role against it). A cell names the relations in which the actor must stand to the record, one of them being enough; an empty cell is never.
Restrictions (知る必要) come on top and only take away.

| relation | holds when the record … |
|---|---|
| anything | is any record, or the action has none |
| own_record | was made by the actor |
| own_unit | is led or was taken in by the actor's unit, or one that it succeeded |
| own_station | is led or was taken in by a unit of the actor's station or division |
| referred_to_us | was reported or handed over to the actor's unit or one above it |
| information | is a 情報提供 |
)";

std::string cell(access::Role role, access::Action action) {
    std::string text;
    for (auto const& rule : access::policy()) {
        if (rule.role == role && rule.action == action) {
            text.append(text.empty() ? "" : ", ").append(rule.relation.name);
        }
    }
    access::Actor actor;
    actor.roles = {role};
    return text.empty() && access::may(actor, action) ? "anything" : text;
}

}  // namespace

int rights_table() {
    std::cout << heading << "\n| action |";
    for (auto const role : access::all_roles()) {
        std::cout << " " << access::role_id(role) << "<br>" << access::role_name(role).ja << " |";
    }
    std::cout << "\n|---|";
    for (std::size_t i = 0; i < access::role_count; ++i) {
        std::cout << "---|";
    }
    std::cout << "\n";
    for (auto const action : access::all_actions()) {
        std::cout << "| " << access::action_name(action) << " |";
        for (auto const role : access::all_roles()) {
            std::cout << " " << cell(role, action) << " |";
        }
        std::cout << "\n";
    }
    return 0;
}

}  // namespace app
