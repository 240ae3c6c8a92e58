#pragma once
// Where a bank's name begins in a run of Japanese text that ends with it, and what ends banks' and branches'
// names.

#include "engine/observables/reference.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace engine::observables {

// Length of the ending (銀行, 信用金庫 ...) that `run` has at its end, or 0.
[[nodiscard]] std::size_t bank_ending(std::string_view run) noexcept;
[[nodiscard]] bool is_branch_name(std::string_view run) noexcept;
// End of the last bank name inside `run`, or 0: 七十七銀行本店営業部 has it after 銀行.
[[nodiscard]] std::size_t last_bank_end(std::string_view run) noexcept;
// Where the name begins in `run`, which ends with a bank's name; what comes before is the sentence
// (振込先はしおかぜ銀行).
[[nodiscard]] std::size_t bank_name_begin(std::string_view run, Reference const& reference);

}  // namespace engine::observables
