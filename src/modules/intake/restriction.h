#pragma once
// 閲覧制限: who may know of one record. It only takes away: a person named here still needs a right to the
// record.

#include "modules/intake/parts.h"
#include "platform/registry/records.h"

#include <string>
#include <vector>

namespace modules::intake {

struct Restricting {
    record::Restriction restriction = record::Restriction::none;
    std::vector<base::Ulid> staff;  // who may know; the one who restricts is always among them
    std::string reason;
};

// Staff who may know of the record, in the order in which they were named.
[[nodiscard]] std::vector<base::Ulid> who_may_know(platform::store::Reader& reader, base::Ulid const& record);

// Writes the next version of the record with its restriction and names. Problem::invalid where somebody named
// is not in service, where names come without a restriction, or where 警備情報 names nobody who could read
// it.
void restrict_record(platform::store::Transaction& transaction, record::StoredRecord const& consultation,
                     Restricting const& restricting, platform::access::Actor const& actor,
                     platform::registry::Change change);

}  // namespace modules::intake
