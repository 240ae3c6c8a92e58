#pragma once
// What the routes of this module share: writing down what was asked.

#include "modules/audit/entries.h"
#include "platform/access/guard.h"
#include "platform/platform.h"

#include <string>
#include <string_view>
#include <vector>

namespace modules::audit {

// Writes the auditor's question into the log that it is about: which record or officer, never a value.
struct Question {
    std::string action = "audit";
    std::string purpose{};  // empty: the screen
    std::string kind = "access_log";
    std::optional<base::Ulid> about{};
    std::vector<base::Ulid> records{};
};
void note_question(platform::Platform const& platform, platform::access::Call const& call,
                   Question const& question);
// What a filtered list asks about: its officer, else its one record.
[[nodiscard]] Question question_of(Filter const& filter, Log log);

}  // namespace modules::audit
