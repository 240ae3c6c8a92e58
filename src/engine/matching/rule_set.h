#pragma once
// Compiled rule tables. Immutable once made and shared by all workers: a new version of the tables is a new
// RuleSet.

#include "base/parsed.h"
#include "base/rule_tables.h"

#include <memory>
#include <string>
#include <vector>

namespace engine::matching {

struct RuleSet;

// Refuses, with file, line and reason: unknown facts, tables and codes, duplicate ids, malformed patterns,
// circular tables, rows that can never hold and codes that no row proposes.
[[nodiscard]] base::Parsed<std::shared_ptr<RuleSet const>> compile(base::RuleTables const& tables);

// What the tables were compiled from: labels, attributes and texts for whoever shows a code.
[[nodiscard]] base::RuleTables const& tables_of(RuleSet const& rules);

}  // namespace engine::matching
