#pragma once
// "paid", "denied paid", "observable url|domain subject", "answer q_saved yes|no" … → a condition.

#include "base/interviews.h"

#include <optional>
#include <string_view>

namespace formats::interviews {

// Nothing when it cannot be read: an unknown word, or a choice that the record does not have.
[[nodiscard]] std::optional<base::InterviewCondition> read_condition(std::string_view text);

// exact_time, time_zone, source_port.
[[nodiscard]] bool is_text_test(std::string_view name);

}  // namespace formats::interviews
