#pragma once
// Why personal data is read, as access_log keeps it: the reader's own words, or one of a closed list of
// screens. A screen is stored as "screen:inbox", so that it is never taken for words.

#include "base/problem.h"
#include "platform/http/message.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace platform::access {

struct Screen {
    std::string_view code;  // "inbox": as the header X-Purpose names it
    std::string_view ja;
    std::string_view en;
};
[[nodiscard]] std::span<Screen const> screens();
[[nodiscard]] Screen const* screen_of(std::string_view code);

// What is stored for a screen: "screen:inbox".
[[nodiscard]] std::string screen_purpose(std::string_view code);
// The screen that a stored purpose names; empty for words of the reader.
[[nodiscard]] std::optional<Screen> stored_screen(std::string_view purpose);

// The screen that the request names in X-Purpose, else `usual`. Problem::bad_request for one that is not
// there.
[[nodiscard]] std::string purpose_of(http::Request const& request, std::string_view usual);

}  // namespace platform::access
