#pragma once
// Words with their reading: 「{警察|けいさつ}に{相談|そうだん}」, as the texts for callers are written in
// data/guidance.

#include "base/parsed.h"

#include <string>
#include <string_view>
#include <vector>

namespace base {

struct RubyRun {
    std::string text;
    std::string reading;  // empty: needs none
    bool operator==(RubyRun const&) const = default;
};

// Violation: a brace or bar that stands alone, an empty or too long part, a reading that is not kana.
[[nodiscard]] Parsed<std::vector<RubyRun>> parse_ruby(std::string_view marked);
// The words without their readings. Marks that are wrong stay as they are.
[[nodiscard]] std::string without_ruby(std::string_view marked);

}  // namespace base
