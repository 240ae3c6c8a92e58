#pragma once
// Parties: a person or company as told in one record. Found by keys, never merged by the machine.
// Thread rule: functions work on the Transaction or Reader they are given.

#include "base/id.h"
#include "engine/identity/told.h"
#include "platform/access/actor.h"
#include "platform/registry/record_kinds.h"
#include "platform/registry/records.h"
#include "platform/store/store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platform::registry {

struct ToldParty {
    std::string role;  // caller, victim
    engine::identity::Told told;
};

struct Party {
    std::int64_t seq = 0;
    base::Ulid id;
    std::string record_kind;
    base::Ulid record_id;
    std::string role;
    engine::identity::Told told;
};

// Makes the record's parties exactly these; the party of a role keeps its id, and with it what people decided
// about it.
enum class PartyKeys : std::uint8_t { of_changed, all };  // `all`: made anew also of those told as before
void write_parties(store::Transaction& transaction, std::string_view record_kind, base::Ulid const& record,
                   std::vector<ToldParty> const& parties, PartyKeys keys = PartyKeys::of_changed);
[[nodiscard]] std::vector<Party> parties_of(store::Reader& reader, base::Ulid const& record);

// Columns of table `party` under alias `p`, and a row that begins with them.
constexpr std::string_view party_columns =
    "p.seq, p.id, p.record_kind, p.record_id, p.role, p.kind, p.name, p.kana, p.address, p.phones, p.mails, "
    "p.birth_date, p.corporate_number";
constexpr std::size_t party_column_count = 13;
[[nodiscard]] Party read_party(store::Row const& row);

// Holds where the record whose id stands in `column` may be read.
[[nodiscard]] Condition readable_record(RecordKinds const& kinds, access::Actor const& actor,
                                        std::string_view column);
// Who is one person or company for this reader: a table expression "WITH RECURSIVE reached(root, party)" that
// begins at each party that meets `roots` (over alias `p`) and goes over judgements "the same" that stand and
// of which he may read both records. Nothing else says who belongs together.
[[nodiscard]] Condition reached_parties(RecordKinds const& kinds, access::Actor const& actor,
                                        Condition const& roots);

// Whom a list is narrowed to: a person to whom people put this party, or whoever has one of these keys.
struct PersonAsked {
    std::optional<base::Ulid> party;
    std::vector<std::int64_t> keys;
};
// Over alias `r`.
[[nodiscard]] Condition person_condition(RecordKinds const& kinds, access::Actor const& actor,
                                         PersonAsked const& asked);

}  // namespace platform::registry
