#pragma once
// Request targets (RFC 9112 3.2) → decoded path and query. Strict: what could be read in two ways is refused.

#include "base/parsed.h"
#include "platform/http/message.h"

#include <optional>
#include <string>
#include <string_view>

namespace platform::http {

struct Target {
    std::string scheme;     // absolute form only: "http" or "https"
    std::string authority;  // absolute form only, lower case
    std::string path;       // decoded, valid UTF-8, starts with '/', no dot segments; "*" for OPTIONS *
    Pairs query;            // decoded, in order
};

[[nodiscard]] base::Parsed<Target> parse_target(std::string_view target);

enum class Plus { literal, space };
// nullopt: a cut or non-hexadecimal escape, a NUL or other control character, or not UTF-8 (overlong forms
// included).
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, Plus plus);
[[nodiscard]] bool is_valid_utf8(std::string_view text) noexcept;
[[nodiscard]] std::string lower_case_ascii(std::string_view text);

}  // namespace platform::http
