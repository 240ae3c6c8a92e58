#pragma once
// A YAML document as a small tree that remembers its lines. Aliases, anchors, tags, duplicate keys, excess
// depth and what is no UTF-8 text are refused: what is left is bounded by its bytes and means one thing.

#include "base/parsed.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace formats::yaml {

struct Node {
    enum class Kind : std::uint8_t { scalar, list, map };
    Kind kind = Kind::scalar;
    bool is_null = false;  // nothing, ~ or null; its scalar is empty
    int line = 0;
    std::string scalar;
    std::vector<Node> items;        // of a list; of a map the values
    std::vector<std::string> keys;  // of a map, same order as items

    // The value of a map's member; null when there is none, and of what is no map.
    [[nodiscard]] Node const* find(std::string_view key) const;
    [[nodiscard]] bool is_list() const { return kind == Kind::list; }
    [[nodiscard]] bool is_map() const { return kind == Kind::map; }
    [[nodiscard]] bool is_text() const { return kind == Kind::scalar && !is_null; }
};

struct Limits {
    std::size_t largest = std::size_t{1} << 20U;  // bytes
    std::size_t most_items = 200'000;             // scalars, lists and maps
    std::size_t deepest = 32;
};

// The one document of `bytes`; an empty one is a null scalar. The violation's field is "line N".
[[nodiscard]] base::Parsed<Node> read(std::string_view bytes, Limits limits = {});

[[nodiscard]] base::Violation at_line(int line, std::string_view ja, std::string_view en);

}  // namespace formats::yaml
