#pragma once
// In which records a person is named: by telephone, account, mail and the like, or by name. Tells the records
// and nothing of what they say.

#include "modules/audit/names.h"
#include "platform/access/actor.h"
#include "platform/platform.h"

#include <string>
#include <string_view>
#include <vector>

namespace modules::audit {

constexpr std::size_t most_person_records = 200;

struct PersonFound {
    std::vector<base::Ulid> records;  // newest first, at most most_person_records
    bool more = false;                // there are more than these
    std::vector<std::string> types;   // what the value was understood as: "phone"; empty: only as words
};
// 警備情報 is left out: that somebody is named there would be content.
[[nodiscard]] PersonFound find_person(store::Reader& reader, platform::Platform const& platform,
                                      platform::access::Actor const& actor, std::string_view value);

}  // namespace modules::audit
