#pragma once
// Character references of HTML ("&amp;", "&#x202E;") in a text.

#include <string>
#include <string_view>

namespace formats::mail {

[[nodiscard]] std::string without_entities(std::string_view html);

}  // namespace formats::mail
