#include "platform/access/actor.h"

#include <algorithm>

namespace platform::access {

namespace {

struct RoleEntry {
    std::string_view id;
    base::Words name;
};

// In the order of the enumerators.
std::array<RoleEntry, role_count> const& entries() {
    static std::array<RoleEntry, role_count> const list = {{
        {"intake_officer", {"受理者", "Intake officer"}},
        {"station_coordinator", {"署生安課", "Station coordinator"}},
        {"case_section", {"署事件担当課", "Case section"}},
        {"station_chief", {"署長・副署長", "Station chief"}},
        {"hq_policy", {"サイバーセキュリティ推進係", "HQ policy"}},
        {"hq_guidance", {"サイバー犯罪捜査指導係", "HQ case guidance"}},
        {"hq_analyst", {"分析担当", "HQ analyst"}},
        {"hq_offence_section", {"本部事件主管課", "HQ offence section"}},
        {"hq_related_section", {"本部関係課", "HQ related section"}},
        {"personnel", {"警務課", "Personnel"}},
        {"auditor", {"監察", "Auditor"}},
        {"administrator", {"システム管理者", "Administrator"}},
    }};
    return list;
}

RoleEntry const& entry(Role role) {
    return entries().at(static_cast<std::size_t>(role));
}

}  // namespace

std::array<Role, role_count> const& all_roles() {
    static constexpr std::array<Role, role_count> list = {
        Role::intake_officer,     Role::station_coordinator, Role::case_section, Role::station_chief,
        Role::hq_policy,          Role::hq_guidance,         Role::hq_analyst,   Role::hq_offence_section,
        Role::hq_related_section, Role::personnel,           Role::auditor,      Role::administrator,
    };
    return list;
}

std::string_view role_id(Role role) {
    return entry(role).id;
}

base::Words const& role_name(Role role) {
    return entry(role).name;
}

std::optional<Role> parse_role(std::string_view id) {
    auto const found = std::ranges::find(all_roles(), id, role_id);
    return found == all_roles().end() ? std::nullopt : std::optional(*found);
}

}  // namespace platform::access
