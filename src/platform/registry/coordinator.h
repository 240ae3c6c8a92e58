#pragma once
// Which section of a station is its 署生安課, day by day: the one that the units' list marks, until a mark of
// a day says otherwise. Thread rule: functions work on the Transaction or Reader they are given.

#include "platform/registry/unit.h"

namespace platform::registry {

// From that day on this section compiles the station's reports.
struct CoordinatorMark {
    base::Ulid station;
    base::Ulid unit;
    base::Date valid_from;
    std::string reason;
    bool withdrawn = false;
    bool operator==(CoordinatorMark const&) const = default;
};
extern record::Schema const coordinator_mark_schema;

// The section of a station that compiles its reports and is asked about matches (署生安課), on that day: what
// was marked, or whoever took over from it.
[[nodiscard]] std::optional<StoredUnit> coordinator_of(store::Reader& reader, base::Ulid const& station,
                                                       base::Date date);

// One stretch of a station's days; `unit` nil: no section was.
struct CoordinatorPeriod {
    base::Ulid unit;
    base::Date from;
    std::optional<base::Date> to;
    std::string reason;
    base::Ulid marked_by;  // staff; nil: as the units' list says, or by a merger
    bool marked = false;   // begins with a mark that may be withdrawn while its day is to come
};
// Of all days of the station, the oldest first, without a gap.
[[nodiscard]] std::vector<CoordinatorPeriod> coordinators_of(store::Reader& reader,
                                                             StoredUnit const& station);

}  // namespace platform::registry
