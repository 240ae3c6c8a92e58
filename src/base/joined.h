#pragma once
// Words in a row, with a blank between them.

#include <string>
#include <vector>

namespace base {

[[nodiscard]] inline std::string joined(std::vector<std::string> const& words) {
    std::string text;
    for (auto const& word : words) {
        text.append(text.empty() ? "" : " ").append(word);
    }
    return text;
}

}  // namespace base
