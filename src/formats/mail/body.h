#pragma once
// Which parts of a mail are its shown text, and that text.

#include "formats/mail/mail.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace formats::mail {

// Fills Mail::body and marks the attachments; needs the parts with their texts.
void read_body(Mail& mail, Limits const& limits);

// Line ends "\n"; "format=flowed" (RFC 3676) joined again.
[[nodiscard]] std::string tidy_text(std::string_view text, bool flowed, bool delete_space);

}  // namespace formats::mail
