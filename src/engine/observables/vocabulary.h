#pragma once
// The lists of words behind Words: spellings and what they say.

#include "engine/observables/words.h"

#include <span>
#include <string_view>

namespace engine::observables {

struct Word {
    std::string_view spelling;  // lower case, width-folded
    Cue cue;
};

// One spelling may stand here with several cues.
[[nodiscard]] std::span<Word const> words_of_people() noexcept;
[[nodiscard]] std::span<Word const> words_of_things() noexcept;

}  // namespace engine::observables
