#pragma once
// Who may be the same person or company, with reasons: candidates by index, compared, those that somebody
// may read.

#include "engine/identity/compare.h"
#include "modules/identity/readable.h"
#include "platform/registry/ports/person_query.h"

#include <vector>

namespace modules::identity {

struct Suggestion {
    ReadParty candidate;
    engine::identity::Comparison comparison;
    std::optional<base::Ulid> identity = std::nullopt;  // whom people put the candidate to
    std::optional<base::Ulid> like = std::nullopt;  // the party that it is like, where several were asked for
};

// Whom suggestions are for: what was told, and where it stands already.
struct Subject {
    engine::identity::Told told;
    std::optional<base::Ulid> record;  // itself is nobody else
    std::vector<base::Ulid> group;     // parties that are this person already, readable ones
};

// Strongest first, at most ten, one for each identity; without those that were said not to be the same.
[[nodiscard]] std::vector<Suggestion> suggestions(Asking const& asking, Subject const& subject);

// The strongest first, of each identity and each party the strongest alone, at most ten.
[[nodiscard]] std::vector<Suggestion> strongest(std::vector<Suggestion> found);

class StoredPeople final : public platform::registry::PersonQuery {
  public:
    explicit StoredPeople(platform::registry::RecordKinds const& kinds) : kinds_(kinds) {}
    [[nodiscard]] std::vector<platform::registry::PersonHit> suggest(
        platform::store::Reader& reader, platform::access::Actor const& actor,
        engine::identity::Told const& told, std::optional<base::Ulid> const& except) const override;

  private:
    platform::registry::RecordKinds const& kinds_;
};

}  // namespace modules::identity
