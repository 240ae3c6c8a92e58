#pragma once
// data/manual/desk.yaml: how the commonest tasks are done step by step, and the keys. Bytes in, structs out.

#include "base/parsed.h"

#include <string>
#include <string_view>
#include <vector>

namespace formats::manual {

struct Task {
    std::string code;
    base::Words title;
    base::Words when;  // in which situation
    std::vector<base::Words> steps;
};

struct Key {
    std::string keys;  // "Ctrl+Enter"
    base::Words does;
};

struct Manual {
    base::Words intro;
    std::vector<Task> tasks;
    std::vector<Key> keys;
};

// Each violation names "line N" and the reason.
[[nodiscard]] base::Parsed<Manual> parse(std::string_view yaml);

}  // namespace formats::manual
