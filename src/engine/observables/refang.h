#pragma once
// Undoes what people do to addresses so that nobody clicks them, or when they say them aloud: hxxp, [.],
// ドット, h t t p.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace engine::observables {

struct Replacement {
    std::string text;        // what was meant
    std::size_t length = 0;  // how many bytes of the folded text say it
};

// What stands at `place` of width-folded text, when it is such a spelling.
[[nodiscard]] std::optional<Replacement> refang_at(std::string_view folded, std::size_t place);

}  // namespace engine::observables
