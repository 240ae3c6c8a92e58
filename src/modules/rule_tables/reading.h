#pragma once
// A table as people read it: its entries with what each says, conditions in the words of the facts that they
// name; and what is different between two texts.

#include "platform/tables/rules.h"

#include <boost/json/array.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace modules::rule_tables {

// [{name, label, rows: [{line, key, label, cells: [{name, label, values: [{text, words}]}]}]}]; empty when
// the text is no YAML of ours.
[[nodiscard]] boost::json::array sections(std::string_view text, platform::tables::Active const& tables);

// [{mark: " " | "-" | "+" | "…", before, after, text}]: changed lines with two lines around them.
[[nodiscard]] boost::json::array difference(std::string_view before, std::string_view after);

}  // namespace modules::rule_tables
