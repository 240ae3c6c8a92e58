#pragma once
// Documents of this module as answers: a PDF, or its pages as pictures for our own screens, which show no
// PDF.

#include "platform/documents/press.h"
#include "platform/http/members.h"
#include "platform/http/message.h"

#include <cstdint>
#include <string_view>

namespace modules::intake {

enum class PaperShape : std::uint8_t { pdf, pictures };

// The member or query value `as`: "pdf" (usual) or "pictures".
[[nodiscard]] PaperShape paper_shape(platform::http::Members& members);
[[nodiscard]] PaperShape paper_shape(platform::http::Request const& request);

// The PDF; or {pages: n, pictures: ["data:image/png;base64,…"]}, the first ten of them.
[[nodiscard]] platform::http::Response paper_response(platform::documents::Press const& press,
                                                      platform::documents::Document const& document,
                                                      PaperShape shape, std::string_view file_name);

}  // namespace modules::intake
