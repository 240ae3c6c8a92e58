#pragma once
// Which facts of the tables a text states, and which it denies.

#include "engine/matching/assess.h"
#include "engine/matching/compiled.h"

#include <vector>

namespace engine::matching {

struct FactState {
    std::vector<Span> found;  // folded bytes
    std::vector<Span> denied;
    bool is_found = false;  // also without a place in the text
    bool is_denied = false;
};

[[nodiscard]] std::vector<FactState> find_facts(RuleSet const& rules, ScopedText const& text,
                                                CaseInput const& input);

}  // namespace engine::matching
