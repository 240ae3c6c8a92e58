#pragma once
// A MISP warning list (list.json): values that are known to be harmless or too common to say anything.

#include "base/parsed.h"

#include <string>
#include <string_view>
#include <vector>

namespace formats::warninglists {

constexpr std::size_t largest_file = std::size_t{256} << 20U;
constexpr std::size_t most_entries = 5'000'000;
constexpr std::size_t longest_entry = 4096;
constexpr std::size_t most_violations = 1'000;

struct WarningList {
    std::string name;
    std::string description;
    std::string version;
    std::string type;                              // "cidr", "hostname", "string", "substring" or "regex"
    std::vector<std::string> matching_attributes;  // MISP attribute types; empty = every type
    std::vector<std::string> list;
    std::vector<base::Violation> violations;  // entries that were refused, field "list/17"
};

// name, type and list are required; an entry that is no text is refused and the rest goes on.
[[nodiscard]] base::Parsed<WarningList> parse(std::string_view bytes);

}  // namespace formats::warninglists
