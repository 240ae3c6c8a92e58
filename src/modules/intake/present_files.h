#pragma once
// Attachments as the API shows them, and the answers that carry their bytes.

#include "modules/intake/attachments.h"
#include "platform/access/guard.h"
#include "platform/registry/refs.h"

#include <boost/json/object.hpp>

namespace modules::intake {

[[nodiscard]] boost::json::object attachment_json(platform::registry::Refs& refs,
                                                  record::StoredRecord const& stored,
                                                  std::optional<boost::json::object> const& reading);
// The bytes as a download that no browser shows or runs.
[[nodiscard]] platform::http::Response download_response(Parts const& parts, Attachment const& attachment);
// A PNG made anew by the child. Problem::unsupported_media where it is no picture that can be shown.
[[nodiscard]] platform::http::Response picture_response(Parts const& parts, Attachment const& attachment);
// The reading without what only the program needs; Problem::forbidden for a restricted item.
[[nodiscard]] boost::json::object preview_json(Attachment const& attachment,
                                               std::optional<boost::json::object> reading);
// {fields: {…}, kind}: what the file proposes for an intake record; null when nothing.
[[nodiscard]] boost::json::value proposal_json(boost::json::object const& reading);
// {"upload": id}
[[nodiscard]] base::Ulid upload_in(platform::http::Request const& request);

}  // namespace modules::intake
