#pragma once
// The list of words behind Words: spellings and what they say.

#include "engine/observables/words.h"

#include <span>
#include <string_view>

namespace engine::observables {

struct Word {
    std::string_view spelling;  // lower case, width-folded
    Cue cue;
};

// One spelling may stand here with several cues.
[[nodiscard]] std::span<Word const> vocabulary() noexcept;

}  // namespace engine::observables
