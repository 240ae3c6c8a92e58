#pragma once
// Adding, correcting, transferring and ending the service of a member of staff. Days to come are allowed: a
// transfer takes effect by its date.

#include "modules/organization/changes.h"
#include "platform/registry/ports/open_work.h"
#include "platform/registry/posting.h"

#include <boost/json/value.hpp>

namespace modules::organization {

// What is wrong with the place that somebody is to serve in from that day on: unknown or ended unit, a rank
// or post that is not in the list.
[[nodiscard]] Violations posting_problems(store::Reader& reader, registry::Posting const& posting);

// Problem::invalid with every field that is wrong.
base::Ulid add_staff(store::Transaction& transaction, registry::Staff const& staff,
                     registry::Change const& change);
[[nodiscard]] registry::Staff read_staff(boost::json::value const& body);
// Name, reading and number of the person; rank, post and extension of the posting that holds today.
void correct_staff(store::Transaction& transaction, record::StoredRecord const& before,
                   boost::json::value const& changes, registry::Change const& change);

struct Transfer {
    registry::Posting to;     // unit nil: leaves the service
    base::Ulid hand_over_to;  // nil: what is open stays with the unit
};
// Checks everything and writes it. Problem::invalid, or Problem::conflict when a later change is entered
// already.
void transfer(store::Transaction& transaction, record::StoredRecord const& before, Transfer const& asked,
              registry::OpenWorkKeeper const& work, registry::Change const& change);
// A posting for a day to come, or an end of service of any day, is taken back, with the hand-over that was
// not carried out yet.
void withdraw(store::Transaction& transaction, record::StoredRecord const& before, base::Date day,
              registry::Change const& change);

// Whether the colleague named to take over on that day still serves where the other one served until then.
[[nodiscard]] bool may_still_take_over(store::Reader& reader, base::Ulid const& from, base::Ulid const& to,
                                       base::Date day);

// One stretch of somebody's service; a merger of the unit begins a new one.
struct Period {
    base::Ulid unit;
    std::string rank;
    std::string post;
    std::optional<std::string> extension;
    base::Date from;
    std::optional<base::Date> to;
    bool by_merger = false;
};
[[nodiscard]] std::vector<Period> periods_of(store::Reader& reader, registry::StoredStaff const& staff);

}  // namespace modules::organization
