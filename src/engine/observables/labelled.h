#pragma once
// What the readers of labelled things share: the way from a label to what it names, and tokens of letters and
// digits.

#include "engine/observables/view.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace engine::observables {

struct Token {
    std::size_t begin = 0;
    std::size_t end = 0;
};

// Past what stands between a label and what it names: は, :, 「, blanks, a word such as 番号.
[[nodiscard]] std::size_t behind_label(View const& view, std::size_t place);
// Groups of letters and digits tied by hyphens, and by single blanks where that is allowed.
enum class Ties : std::uint8_t { hyphens, hyphens_and_blanks };
[[nodiscard]] Token grouped(View const& view, std::size_t begin, Ties ties);
// Letters and digits only.
[[nodiscard]] std::string compact(std::string_view text);
[[nodiscard]] bool digits_only(std::string_view text);
[[nodiscard]] bool has_digit(std::string_view text);
[[nodiscard]] bool has_letter(std::string_view text);

}  // namespace engine::observables
