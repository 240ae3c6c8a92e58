#pragma once
// Our own lists under data/lists (public-platforms.yaml, known-good.yaml): a source, a note, and hosts.

#include "base/parsed.h"

#include <string>
#include <string_view>
#include <vector>

namespace formats::yaml_lists {

constexpr std::size_t largest_file = std::size_t{4} << 20U;

struct HostList {
    std::string source;
    std::string note;
    std::vector<std::string> hosts;
    std::vector<base::Violation> violations;  // hosts that were refused, field "hosts/17"
};

// `hosts` is required; each is a text, or a mapping with `host` (and what else is said of it, which is
// dropped).
[[nodiscard]] base::Parsed<HostList> parse(std::string_view bytes);

}  // namespace formats::yaml_lists
