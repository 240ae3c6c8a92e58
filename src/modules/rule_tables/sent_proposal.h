#pragma once
// What people send of a proposal: texts, the version that they had before them, the version that they decide
// on. Thread rule: functions work on what they are given.

#include "base/instant.h"
#include "modules/rule_tables/proposals.h"
#include "platform/http/members.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace modules::rule_tables {

struct SentFile {
    std::string table;
    std::optional<std::string> text;  // nothing: the file goes
    bool settled = false;             // of a conflict: both sides were looked at
};

// What is wrong is refused by name in `members`, here and below.
[[nodiscard]] std::vector<SentFile> sent_files(platform::http::Members& members);
// Which version somebody had before him.
[[nodiscard]] std::optional<std::int64_t> sent_base(platform::http::Members& members, bool is_required);
// Of the proposal that was looked at when it was decided.
[[nodiscard]] std::int64_t seen_version(platform::http::Members& members);
// When it is to come into force, within a year; nothing: at once.
[[nodiscard]] std::optional<base::Instant> asked_time(platform::http::Members& members, base::Instant at);

// The files that its author had before him: what came into force since then is never taken back unseen.
// Problem::invalid when there is no such version.
[[nodiscard]] tables::Files files_opened(store::Reader& reader, std::int64_t number);
// What was sent, upon what the proposal held already, or upon `opened` (nothing: the author named no version,
// which is refused where a table comes new to the proposal).
[[nodiscard]] std::vector<tables::FileChange> changes_of(std::vector<SentFile> const& sent,
                                                         std::vector<tables::FileChange> const& held,
                                                         std::optional<tables::Files> const& opened);

}  // namespace modules::rule_tables
