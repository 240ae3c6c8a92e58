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

// What may be hinted at where it may not be read (a blind hit: unit and contact only): all but 警備情報,
// which is met by its own readers alone. `reading` is the action of reading such a record.
[[nodiscard]] Filter hint_filter(Actor const& actor, Action reading, std::string_view alias);

// Problem::forbidden.
void require(Actor const& actor, Action action);

// A record that somebody names by its id. Whether he may read it or do `action` to it is one statement, so
// that a hidden record and none at all cost the same. Empty where he may neither.
struct Named {
    record::Schema const& schema;
    base::Ulid id;
    Action reading = Action::consultation_read;
};
[[nodiscard]] std::optional<RecordFacts> facts_for(store::Reader& reader, Actor const& actor, Action action,
                                                   Named const& record);
// Problem::not_found where there is no such record or the actor may not even read it: in the same words,
// since its existence is not told. Problem::forbidden where he may read it.
RecordFacts require(store::Reader& reader, Actor const& actor, Action action, Named const& record);

}  // namespace platform::access
