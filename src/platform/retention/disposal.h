#pragma once
// 廃棄: a closed record past its 保存期間 is proposed by one officer, approved by another, and gone. What
// stays is this row, the proof in the journal and a statistic. Thread rule: functions work on the Transaction
// or Reader they are given.

#include "base/id.h"
#include "base/instant.h"
#include "platform/access/facts.h"
#include "platform/journal/journal.h"
#include "platform/registry/record_kinds.h"
#include "platform/registry/records.h"
#include "record/enum_values.h"
#include "record/schema.h"

#include <boost/describe/enum.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace platform::retention {

BOOST_DEFINE_ENUM_CLASS(DisposalState, proposed, returned, done)
consteval auto enum_labels(DisposalState) {
    return record::labels<DisposalState>({{DisposalState::proposed, "承認待ち", "Proposed"},
                                          {DisposalState::returned, "差戻し", "Returned"},
                                          {DisposalState::done, "廃棄済み", "Disposed"}});
}

// No word of the record itself: its number, whose it was, and who decided.
struct Disposal {
    std::string record_kind;
    base::Ulid record_id;
    std::string number;
    DisposalState state = DisposalState::proposed;
    std::optional<base::Date> kept_until;
    std::string basis;
    base::Ulid proposed_by;
    std::optional<base::Instant> proposed_at;
    base::Ulid decided_by;
    std::optional<base::Instant> decided_at;
    std::string reason;              // why it was returned
    std::int64_t journal_entry = 0;  // that proves it; 0: not done
    bool operator==(Disposal const&) const = default;
};
extern record::Schema const disposal_schema;

// Deletes every row and journal content that holds words of the record, in this transaction; keeps a
// statistic, writes the proof into the journal and sets `disposal` done. The names in need_to_know then stand
// for the disposal. Its files are clean only after finish().
void erase(store::Transaction& transaction, registry::RecordKind const& kind,
           record::StoredRecord const& disposal, registry::Change const& change);

// 廃棄証明: who, when, on what basis, how many rows of what, which journal entries with their digests.
[[nodiscard]] std::optional<boost::json::object> proof(store::Reader& reader, Disposal const& disposal);
// Whether its words are gone from the files too.
[[nodiscard]] bool is_finished(store::Reader& reader, base::Ulid const& disposal);

// The record as it was, for those who watched it: nothing when the entry is not a disposal.
[[nodiscard]] std::optional<access::RecordFacts> audience(store::Reader& reader, std::int64_t entry);

}  // namespace platform::retention
