#pragma once
// JSON in and out of requests and responses: strict reading of bodies, ETag and If-Match of record versions.

#include "base/parsed.h"
#include "platform/http/message.h"

#include <boost/json/value.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace platform::http {

struct JsonLimits {
    std::size_t max_depth = 32;
    std::size_t max_size = 1024 * 1024;
};

// Valid UTF-8, no duplicate keys, nothing after the value; a violation names line and column.
[[nodiscard]] base::Parsed<boost::json::value> parse_json(std::string_view text,
                                                          JsonLimits const& limits = {});
// The body as JSON. Throws Problem: unsupported_media without application/json, too_large, bad_request with
// the position.
[[nodiscard]] boost::json::value json_body(Request const& request, JsonLimits const& limits = {});

[[nodiscard]] Response json_response(int status, boost::json::value const& value);

// The ETag of a record's version: "7" → `"7"`.
[[nodiscard]] std::string version_etag(std::int64_t version);
// The same answer with an ETag; 304 without body where a GET's If-None-Match names it already.
[[nodiscard]] Response with_etag(Request const& request, Response response, std::string_view etag);
// The version the client edited. Throws Problem: precondition without If-Match, bad_request when it is not
// one of ours.
[[nodiscard]] std::int64_t required_version(Request const& request);

}  // namespace platform::http
