#pragma once
// Where a bank's name begins in a run of Japanese text that ends with it, and what ends banks' and branches'
// names.

#include "engine/observables/reference.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace engine::observables {

// What stands right before a run: a blank, a comma or nothing, or words of the sentence (a label, a closing
// bracket), after which a particle may come first.
enum class Front : std::uint8_t { open, sentence };

// Length of the ending (銀行, 信用金庫 ...) that `run` has at its end, or 0.
[[nodiscard]] std::size_t bank_ending(std::string_view run) noexcept;
// End of the last bank name inside `run`, or 0: 七十七銀行本店営業部 has it after 銀行.
[[nodiscard]] std::size_t last_bank_end(std::string_view run) noexcept;
// `run` without the particles of the sentence behind a branch's or bank's name (仙台支店に → 仙台支店).
[[nodiscard]] std::string_view without_particle(std::string_view run) noexcept;
// Where the name begins in `run`, which ends with a bank's name; what comes before is the sentence
// (振込先はしおかぜ銀行).
[[nodiscard]] std::size_t bank_name_begin(std::string_view run, Front front, Reference const& reference);

}  // namespace engine::observables
