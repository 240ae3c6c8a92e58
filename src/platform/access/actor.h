#pragma once
// Who is asking, as far as rights are concerned: an account's staff member, the unit served in, and the roles
// held.

#include "base/id.h"
#include "base/problem.h"

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace platform::access {

// capabilities.md, "Roles". The names are the ids that data and API use.
enum class Role : std::uint8_t {
    intake_officer,       // 受理者
    station_coordinator,  // 署生安課
    case_section,         // 署事件担当課
    station_chief,        // 署長・副署長
    hq_policy,            // サイバーセキュリティ推進係
    hq_guidance,          // サイバー犯罪捜査指導係
    hq_analyst,           // 分析担当
    hq_offence_section,   // 本部事件主管課
    hq_related_section,   // 本部関係課
    personnel,            // 警務課
    auditor,              // 監察
    administrator,        // システム管理者
};

constexpr std::size_t role_count = 12;
[[nodiscard]] std::array<Role, role_count> const& all_roles();
[[nodiscard]] std::string_view role_id(Role role);  // "intake_officer"
[[nodiscard]] base::Words const& role_name(Role role);
[[nodiscard]] std::optional<Role> parse_role(std::string_view id);

struct Actor {
    base::Ulid account;
    base::Ulid staff;
    base::Ulid unit;     // the section served in
    base::Ulid station;  // the station, or the headquarters division, that the section belongs to (itself
                         // when it is one)
    std::set<Role> roles;
    std::string account_name;
    // The unit and those above it up to its station or department: what is referred to one of them is
    // referred to us.
    std::vector<base::Ulid> unit_and_parents;

    [[nodiscard]] bool has(Role role) const { return roles.contains(role); }
};

}  // namespace platform::access
