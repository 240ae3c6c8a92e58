#pragma once
// What changed words of an accepted consultation say anew: proposals on which nobody has decided follow them,
// and danger to life that nobody had told of before starts its clock.

#include "modules/intake/consultation.h"
#include "modules/intake/parts.h"
#include "modules/intake/recognised_text.h"
#include "platform/registry/records.h"
#include "platform/registry/shared_records.h"

#include <vector>

namespace modules::intake {

struct Reassessed {
    std::vector<platform::registry::Decision> proposals;  // new ones, to be kept beside the earlier
    std::vector<std::string> recipients;                  // to whom a report is due now
    bool new_danger = false;
};
// Puts new proposals into the fields of `after`. `found`: what was recognised in its narrative.
[[nodiscard]] Reassessed reassess(platform::store::Reader& reader, Parts const& parts, base::Ulid const& id,
                                  Consultation const& before, Consultation& after,
                                  std::vector<platform::recognition::Recognised> const& found);

// Writes them, and opens the duties that follow; `owner_unit`: whose they are.
void follow(platform::store::Transaction& transaction, Parts const& parts, Reassessed const& reassessed,
            Consultation const& before, record::StoredRecord const& after,
            platform::registry::Change const& change);

}  // namespace modules::intake
