#pragma once
// Which section of a station is its 署生安課 from a day on. On every day it is exactly one: a mark follows a
// mark, and a section that is it does not end without leaving it to another.

#include "modules/organization/changes.h"
#include "platform/registry/coordinator.h"

namespace modules::organization {

struct Marking {
    base::Ulid unit;
    base::Date day;
    std::string reason;
};
// Problem::invalid with every field that is wrong.
void mark_coordinator(store::Transaction& transaction, registry::StoredUnit const& station,
                      Marking const& marking, registry::Change const& change);
// Of a day to come. Problem::conflict when there is none.
void withdraw_mark(store::Transaction& transaction, registry::StoredUnit const& station, base::Date day,
                   registry::Change const& change);

// What speaks against adding a section that is marked: its station has another one by then.
[[nodiscard]] Violations coordinator_problems(store::Reader& reader, registry::Unit const& added);
// What speaks against closing a section on that day: it would be the 署生安課 then, and leaves it to nobody.
[[nodiscard]] Violations closing_problems(store::Reader& reader, registry::StoredUnit const& section,
                                          base::Date day, base::Ulid const& successor);
[[nodiscard]] bool is_coordinator_on(store::Reader& reader, registry::StoredUnit const& section,
                                     base::Date day);
// After a section was closed: whoever took over is marked where nothing else says so.
void leave_mark(store::Transaction& transaction, registry::Unit const& closed, Marking const& to,
                registry::Change const& change);

// Marks of these stations for days after `day`, which a merger on that day would lose.
[[nodiscard]] std::optional<base::Date> marked_after(store::Reader& reader, base::Ulid const& station,
                                                     base::Date day);

}  // namespace modules::organization
