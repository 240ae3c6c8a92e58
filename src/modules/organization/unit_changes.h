#pragma once
// Adding, correcting and closing a unit. Its code is never changed and never used again; a new name from a
// day on is a merger of one unit (merger.h), so that what was done under the old name keeps it.

#include "modules/organization/changes.h"
#include "platform/registry/ports/open_work.h"

#include <boost/json/value.hpp>

namespace modules::organization {

// What may stand under what.
[[nodiscard]] bool may_stand_under(registry::UnitKind kind, registry::UnitKind parent);
// Letters, digits and hyphens in capitals, as every code is written.
[[nodiscard]] bool is_unit_code(std::string_view code);

// Writes a unit with the id it is to have. Everything was checked.
void insert_unit(store::Transaction& transaction, base::Ulid const& id, registry::Unit const& unit,
                 registry::Change const& change);

// Problem::invalid with every field that is wrong.
base::Ulid add_unit(store::Transaction& transaction, boost::json::value const& body,
                    registry::Change const& change);
void correct_unit(store::Transaction& transaction, record::StoredRecord const& before,
                  boost::json::value const& changes, registry::Change const& change);

struct Closing {
    base::Date day;        // the first on which it no longer holds
    base::Ulid successor;  // nil: nobody, then nothing may be left
};
void close_unit(store::Transaction& transaction, record::StoredRecord const& before, Closing const& closing,
                registry::OpenWorkKeeper const& work, registry::Change const& change);
// A closing entered for a day to come is taken back.
void reopen_unit(store::Transaction& transaction, record::StoredRecord const& before,
                 registry::Change const& change);

}  // namespace modules::organization
