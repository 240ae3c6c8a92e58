#pragma once
// tus 1.0 over /api/v1/uploads: creation, offset, pieces, termination, expiration, checksum of a piece.

#include "platform/files/uploads.h"
#include "platform/platform.h"

namespace platform::files {

// `uploads` outlives the router.
void add_upload_routes(Platform& platform, Uploads& uploads);

// "filename cmVwb3J0LnBkZg==,filetype …" → the decoded filename; empty when there is none or it is no UTF-8.
[[nodiscard]] std::string filename_in(std::string_view upload_metadata);

}  // namespace platform::files
