#pragma once
// The bytes of a mail before a MIME parser sees them: cut where its parts, boundaries or header fields would
// take unbounded memory or time, with NUL bytes taken out of headers.

#include "base/problem.h"
#include "formats/mail/mail.h"

#include <string>
#include <string_view>
#include <vector>

namespace formats::mail {

struct GuardedBytes {
    std::string bytes;
    std::vector<base::Violation> warnings;
};

[[nodiscard]] GuardedBytes guarded(std::string_view bytes, Limits const& limits);

}  // namespace formats::mail
