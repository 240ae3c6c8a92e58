#include "modules/rule_tables/proposals.h"

#include "base/problem.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace rights = platform::access;
namespace rule_tables = modules::rule_tables;
namespace state = platform::tables::proposal_state;
using rule_tables::Outlook;

namespace {

rights::Actor person(rights::Role role) {
    rights::Actor actor;
    actor.account = actor.staff = base::new_ulid();
    actor.roles = {role};
    return actor;
}

Outlook proposal(std::string_view kind, std::string_view now, base::Ulid const& made_by) {
    Outlook made;
    made.proposal.kind = kind;
    made.proposal.state = now;
    made.proposal.made_by = made_by;
    return made;
}

bool offers(Outlook const& outlook, rights::Actor const& actor, std::string_view what) {
    auto const all = rule_tables::may(outlook, actor);
    return std::ranges::find(all, what) != all.end();
}

}  // namespace

TEST_CASE("what came with the program is discarded by an approver only, whoever changed it since") {
    auto const analyst = person(rights::Role::hq_analyst);
    auto const approver = person(rights::Role::hq_guidance);
    for (auto const now : {state::draft, state::proposed}) {
        auto const taken_up = proposal("shipped", now, analyst.staff);
        CHECK_FALSE(offers(taken_up, analyst, "withdraw"));
        CHECK_THROWS_AS(rule_tables::require_withdrawable(taken_up, analyst), base::Problem);
        CHECK_FALSE(offers(taken_up, analyst, "refuse"));
        CHECK(offers(taken_up, approver, "refuse"));
        CHECK_NOTHROW(rule_tables::require_refusable(taken_up));
    }
    auto const own = proposal("edit", state::draft, analyst.staff);
    CHECK(offers(own, analyst, "withdraw"));
    CHECK_NOTHROW(rule_tables::require_withdrawable(own, analyst));
    CHECK_THROWS_AS(rule_tables::require_withdrawable(own, approver), base::Problem);
    CHECK_FALSE(offers(own, approver, "refuse"));
    CHECK_THROWS_AS(rule_tables::require_refusable(own), base::Problem);
}

TEST_CASE("what is approved and waits can be stopped by an approver, also the program's own") {
    auto const approver = person(rights::Role::hq_policy);
    for (auto const& made_by : {base::Ulid{}, base::new_ulid()}) {
        auto const waiting = proposal(made_by.is_nil() ? "shipped" : "edit", state::approved, made_by);
        CHECK(offers(waiting, approver, "refuse"));
        CHECK_FALSE(offers(waiting, approver, "approve"));
        CHECK_NOTHROW(rule_tables::require_refusable(waiting));
    }
    auto const done = proposal("edit", state::in_force, base::new_ulid());
    CHECK_FALSE(offers(done, approver, "refuse"));
    CHECK_THROWS_AS(rule_tables::require_refusable(done), base::Problem);
}
