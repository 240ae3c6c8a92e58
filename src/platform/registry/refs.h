#pragma once
// Units and people as every answer names them. One Refs per request; it remembers whom it has looked up.

#include "base/id.h"
#include "base/instant.h"
#include "platform/store/store.h"

#include <boost/json/value.hpp>

#include <map>

namespace platform::registry {

class Refs {
  public:
    // People as they serve on `today`.
    Refs(store::Reader& reader, base::Date today) : reader_(reader), today_(today) {}

    // Null where there is none.
    [[nodiscard]] boost::json::value const& unit(base::Ulid const& id);
    [[nodiscard]] boost::json::value const& staff(base::Ulid const& id);

  private:
    store::Reader& reader_;
    base::Date today_;
    std::map<base::Ulid, boost::json::value> units_;
    std::map<base::Ulid, boost::json::value> staff_;
};

}  // namespace platform::registry
