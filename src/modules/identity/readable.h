#pragma once
// Parties among the records that somebody may read. What he may not read is left out by the statement itself,
// so that it neither counts nor costs a statement.

#include "platform/access/actor.h"
#include "platform/registry/parties.h"
#include "platform/registry/ports/link_query.h"
#include "platform/registry/record_kinds.h"
#include "platform/store/store.h"

#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

namespace modules::identity {

// Who asks, of what.
struct Asking {
    platform::store::Reader& reader;
    platform::registry::RecordKinds const& kinds;
    platform::access::Actor const& actor;
};

struct ReadParty {
    platform::registry::Party party;
    platform::registry::RecordLine record;
};
// Parties that meet a condition over alias `p`, by seq, the newest first.
[[nodiscard]] std::vector<ReadParty> parties(Asking const& asking,
                                             platform::registry::Condition const& condition,
                                             std::int64_t most);
[[nodiscard]] std::vector<ReadParty> parties(Asking const& asking, std::vector<base::Ulid> const& ids);
[[nodiscard]] std::optional<ReadParty> party_by_id(Asking const& asking, base::Ulid const& party);

[[nodiscard]] std::vector<base::Ulid> ids_of(std::vector<ReadParty> const& parties);

// Who is one person or company, as far as the reader goes: reached over judgements that stand and of which he
// may read both records. One statement, whatever there is. It has no id of its own, which would tell two
// readable parties to be one that are tied over a hidden third: it is asked for by any of its parties and
// called by the oldest.
class Together {
  public:
    Together(Asking const& asking, std::vector<base::Ulid> const& parties);
    // With himself; himself alone when nobody else is.
    [[nodiscard]] std::vector<base::Ulid> with(base::Ulid const& party) const;
    // Nothing of one alone.
    [[nodiscard]] std::optional<base::Ulid> identity(base::Ulid const& party) const;
    [[nodiscard]] bool tied(base::Ulid const& a, base::Ulid const& b) const;

  private:
    std::map<base::Ulid, std::set<base::Ulid>> reached_;
};

// "?, ?, ?" of ids; of none something that no id is.
[[nodiscard]] platform::registry::Condition among(std::string_view column,
                                                  std::vector<base::Ulid> const& ids);

}  // namespace modules::identity
