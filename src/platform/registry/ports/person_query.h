#pragma once
// Port: who may be the person or company that is being told of. Implemented by the identity module, asked by
// intake. Every answer holds only what the actor may read; of records that he may not read nothing is told.

#include "base/id.h"
#include "base/problem.h"
#include "engine/identity/told.h"
#include "platform/access/actor.h"
#include "platform/registry/ports/link_query.h"
#include "platform/store/store.h"

#include <optional>
#include <vector>

namespace platform::registry {

struct PersonHit {
    RecordLine record;
    std::vector<base::Words> reasons;    // the strongest first
    std::optional<base::Ulid> identity;  // whom people put this party to
};

class PersonQuery {
  public:
    virtual ~PersonQuery() = default;
    // Strongest first; one for each person that people put together already.
    [[nodiscard]] virtual std::vector<PersonHit> suggest(store::Reader& reader, access::Actor const& actor,
                                                         engine::identity::Told const& told,
                                                         std::optional<base::Ulid> const& except) const = 0;
};

}  // namespace platform::registry
