#pragma once
// YAML text of data/triage and data/guidance → plain rule tables. Every refusal names file, line and reason.
// Bounded: 1 MiB and 200,000 events per file, 32 levels, no aliases, anchors or tags.

#include "base/parsed.h"
#include "base/rule_tables.h"

#include <span>
#include <string>
#include <string_view>

namespace formats::rule_tables {

struct File {
    std::string name;
    std::string bytes;
};

// Tables of one file replace nothing of another: the files together are one set. Whether facts and codes
// exist is for engine::matching::compile to say; here the shape is checked.
[[nodiscard]] base::Parsed<base::RuleTables> parse(std::span<File const> files);

}  // namespace formats::rule_tables
