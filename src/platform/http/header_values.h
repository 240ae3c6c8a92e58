#pragma once
// Small header grammars: tokens, Accept-Language, Accept-Encoding, media types, entity tags.

#include "platform/http/message.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platform::http {

[[nodiscard]] bool is_token(std::string_view text) noexcept;  // RFC 9110 5.6.2
[[nodiscard]] std::string_view trim_blanks(std::string_view text) noexcept;
[[nodiscard]] bool equals_ignoring_case(std::string_view a, std::string_view b) noexcept;
// Elements of a comma list, trimmed, empty ones left out.
[[nodiscard]] std::vector<std::string_view> split_list(std::string_view value);

// The better liked of ja and en; ja where neither is named or both are liked equally.
[[nodiscard]] Language preferred_language(std::string_view accept_language);
// Whether `coding` ("br", "gzip") is named with a weight above 0. "*" is not taken as a wish for compression.
[[nodiscard]] bool accepts_encoding(std::string_view accept_encoding, std::string_view coding);
// "Application/JSON; charset=utf-8" → "application/json"; empty when it is not a media type.
[[nodiscard]] std::string media_type(std::string_view content_type);
// Whether a list of entity tags (If-None-Match) has `etag`, compared weakly, or is "*".
[[nodiscard]] bool names_etag(std::string_view if_none_match, std::string_view etag);
// A connection option such as "close", in the Connection header.
[[nodiscard]] bool has_list_member(std::string_view list, std::string_view member);

}  // namespace platform::http
