#pragma once
// For tests: a text and everything that must be found in it, with exact spans, and nothing else.

#include <span>
#include <string_view>

namespace engine::observables {

struct Spelling {
    std::string_view text;
    std::string_view expected;  // "type value <as written>" a line
};

// One CHECK for each; no list of banks is known.
void check_spellings(std::span<Spelling const> spellings);

}  // namespace engine::observables
