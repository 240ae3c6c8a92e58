#pragma once
// Text from outside as it may stand on paper: what would turn, hide or stack other text is shown as a mark
// instead.

#include <string>
#include <string_view>

namespace platform::documents {

// Valid UTF-8 with no control character but the line break. Controls become 〓, a character that turns the
// direction of text its number (〔U+202E〕); invisible ones are left out; more than four marks on one letter
// are cut.
[[nodiscard]] std::string clean_text(std::string_view text);

}  // namespace platform::documents
