#pragma once
// Whether a text says what a provider needs to look anything up: a time with seconds, a time zone, a source
// port. Bytes in, spans of the text as given out.

#include "base/text_fold.h"

#include <string_view>
#include <vector>

namespace modules::intake {

// `test`: exact_time, time_zone or source_port. Empty: not said.
[[nodiscard]] std::vector<base::SourceSpan> said_in(std::string_view text, std::string_view test);

}  // namespace modules::intake
