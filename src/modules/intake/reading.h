#pragma once
// What this module's answers show, as access_log keeps it.

#include "modules/intake/parts.h"
#include "platform/access/purpose.h"
#include "platform/access/reading.h"

#include <string>
#include <string_view>
#include <vector>

namespace modules::intake {

// One record, or a part of it that holds personal data ("sighting", "timeline" …), and what else it names.
[[nodiscard]] inline platform::access::Shown shown_record(platform::http::Request const& request,
                                                          std::string_view kind, base::Ulid const& record,
                                                          std::vector<base::Ulid> others = {}) {
    return {"read", platform::access::purpose_of(request, "record"), std::string(kind), record,
            std::move(others)};
}

// The rows of a list of records; noted by note_list.
[[nodiscard]] inline platform::access::Shown shown_rows(platform::http::Request const& request,
                                                        std::string_view screen,
                                                        std::string_view kind = "consultation") {
    return {"list", platform::access::purpose_of(request, screen), std::string(kind), std::nullopt, {}};
}

}  // namespace modules::intake
