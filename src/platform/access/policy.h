#pragma once
// The one answer to "may this actor do this": a table of role × action × relation (policy.cpp), and
// restrictions on top. Thread rule: pure functions.

#include "platform/access/action.h"
#include "platform/access/actor.h"
#include "platform/access/facts.h"
#include "platform/access/relation.h"

#include <optional>
#include <span>
#include <string_view>

namespace platform::access {

struct Rule {
    Role role;
    Action action;
    Relation relation;
};
[[nodiscard]] std::span<Rule const> policy();

// Whether a role of the actor has the action at all: for routes without a record and for what screens offer.
[[nodiscard]] bool may(Actor const& actor, Action action);
// Whether the actor may do it to this record.
[[nodiscard]] bool decide(Actor const& actor, Action action, RecordFacts const& facts);
// The same as a condition for lists, over a table aliased `alias` with the envelope's columns (and `kind`,
// for consultations).
[[nodiscard]] Filter filter(Actor const& actor, Action action, std::string_view alias);

// Problem::forbidden.
void require(Actor const& actor, Action action);
// Problem::not_found where there is no such record or the actor may not even read it: in the same words,
// since its existence is not told. Problem::forbidden where he may read it.
void require(Actor const& actor, Action action, std::optional<RecordFacts> const& facts,
             Action reading = Action::consultation_read);

}  // namespace platform::access
