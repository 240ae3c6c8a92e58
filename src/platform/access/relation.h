#pragma once
// How an actor can stand to a record. Each relation is one struct: its test over RecordFacts, and the same as
// a condition in SQL over the columns of alias `r`-like names. policy_test.cpp proves that both say the same.

#include "platform/access/actor.h"
#include "platform/access/facts.h"
#include "platform/store/store.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace platform::access {

// A condition with its bound values, in order.
struct Filter {
    std::string sql;
    store::Values values;
};

struct Relation {
    std::string_view name;
    bool (*holds)(Actor const&, RecordFacts const&) = nullptr;
    Filter (*filter)(Actor const&, std::string_view alias) = nullptr;

    bool operator==(Relation const& other) const { return name == other.name; }
};

namespace relations {

// Every record.
struct Anything {
    static bool holds(Actor const& actor, RecordFacts const& facts);
    static Filter filter(Actor const& actor, std::string_view alias);
};
// Made by the actor.
struct OwnRecord {
    static bool holds(Actor const& actor, RecordFacts const& facts);
    static Filter filter(Actor const& actor, std::string_view alias);
};
// Owned by, or taken in by, the actor's unit or one that it succeeded.
struct OwnUnit {
    static bool holds(Actor const& actor, RecordFacts const& facts);
    static Filter filter(Actor const& actor, std::string_view alias);
};
// The same for the whole station or headquarters division.
struct OwnStation {
    static bool holds(Actor const& actor, RecordFacts const& facts);
    static Filter filter(Actor const& actor, std::string_view alias);
};
// Reported or handed over to the actor's unit, one above it, or one that these succeeded.
struct ReferredToUs {
    static bool holds(Actor const& actor, RecordFacts const& facts);
    static Filter filter(Actor const& actor, std::string_view alias);
};
// A consultation of the kind 情報提供.
struct Information {
    static bool holds(Actor const& actor, RecordFacts const& facts);
    static Filter filter(Actor const& actor, std::string_view alias);
};

}  // namespace relations

inline constexpr Relation anything{"anything", &relations::Anything::holds, &relations::Anything::filter};
inline constexpr Relation own_record{"own_record", &relations::OwnRecord::holds,
                                     &relations::OwnRecord::filter};
inline constexpr Relation own_unit{"own_unit", &relations::OwnUnit::holds, &relations::OwnUnit::filter};
inline constexpr Relation own_station{"own_station", &relations::OwnStation::holds,
                                      &relations::OwnStation::filter};
inline constexpr Relation referred_to_us{"referred_to_us", &relations::ReferredToUs::holds,
                                         &relations::ReferredToUs::filter};
inline constexpr Relation information{"information", &relations::Information::holds,
                                      &relations::Information::filter};

}  // namespace platform::access
