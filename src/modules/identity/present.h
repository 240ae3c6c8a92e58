#pragma once
// Parties, suggestions and judgements as the API shows them.

#include "engine/identity/compare.h"
#include "modules/identity/decisions.h"
#include "modules/identity/suggestions.h"
#include "platform/registry/refs.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <vector>

namespace modules::identity {

[[nodiscard]] boost::json::array to_json(std::vector<engine::identity::Reason> const& reasons);

// One for an answer; it remembers which records it named.
class Presenter {
  public:
    Presenter(Asking const& asking, base::Instant now)
        : asking_(asking), refs_(asking.reader, base::date_in_japan(now)) {}

    [[nodiscard]] boost::json::object party(ReadParty const& party);
    [[nodiscard]] boost::json::object suggestion(Suggestion const& suggestion);
    [[nodiscard]] boost::json::object decision(record::StoredRecord const& stored,
                                               std::map<base::Ulid, ReadParty> const& parties,
                                               Together const& together);
    // The judgements about these, with both sides.
    [[nodiscard]] boost::json::array decisions(std::vector<base::Ulid> const& parties);
    [[nodiscard]] std::vector<base::Ulid> const& shown() const { return shown_; }

  private:
    [[nodiscard]] boost::json::object line(platform::registry::RecordLine const& line);

    Asking const& asking_;
    platform::registry::Refs refs_;
    std::vector<base::Ulid> shown_;
};

}  // namespace modules::identity
