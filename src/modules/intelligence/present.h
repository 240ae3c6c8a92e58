#pragma once
// What this module's routes answer: hits with the records the reader may see, and whom to ask about the
// others.

#include "platform/recognition/recogniser.h"
#include "platform/registry/ports/link_query.h"
#include "record/sql.h"

#include <boost/json/object.hpp>

namespace modules::intelligence {

[[nodiscard]] boost::json::object key_json(platform::registry::ObservableKey const& key);
[[nodiscard]] boost::json::object recognised_json(platform::recognition::Recognised const& recognised);
// Of a match elsewhere nothing is told but the section to ask and its extension, each station once.
[[nodiscard]] boost::json::object hit_json(platform::store::Reader& reader,
                                           platform::registry::Hit const& hit, base::Instant now);
[[nodiscard]] boost::json::object separation_json(record::StoredRecord const& stored);

}  // namespace modules::intelligence
