#pragma once
// Interviews beside the rule tables: parsed, and held against the facts and types that the tables know.

#include "base/interviews.h"
#include "base/parsed.h"
#include "platform/tables/rules.h"

#include <string_view>

namespace platform::tables {

inline constexpr std::string_view interviews_folder = "interviews/";

// Refuses, with file, line and reason, also unknown facts and types, and types that no interview is for.
[[nodiscard]] base::Parsed<base::Interviews> read_interviews(Files const& files,
                                                             base::RuleTables const& tables);

}  // namespace platform::tables
