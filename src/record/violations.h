#pragma once
// The sentences in which fields are refused, Japanese and English, one function per reason.

#include "base/problem.h"
#include "record/schema.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace record {

using Violations = std::vector<base::Violation>;

[[nodiscard]] std::string join_path(std::string_view parent,
                                    std::string_view member);  // escaped as in RFC 6901
[[nodiscard]] std::string join_path(std::string_view parent, std::size_t index);

[[nodiscard]] base::Words required_reason(Field const& field);
[[nodiscard]] base::Words wrong_type_reason(Field const& field);
[[nodiscard]] base::Words unknown_member_reason();
[[nodiscard]] base::Words read_only_reason(Field const& field);
[[nodiscard]] base::Words not_a_choice_reason(Field const& field);
[[nodiscard]] base::Words too_long_reason(Field const& field, std::size_t length);
[[nodiscard]] base::Words too_many_reason(Field const& field, std::size_t count);
[[nodiscard]] base::Words out_of_range_reason(Field const& field, std::int64_t smallest,
                                              std::int64_t largest);
[[nodiscard]] base::Words bad_text_reason(Field const& field);
[[nodiscard]] base::Words line_break_reason(Field const& field);
[[nodiscard]] base::Words implausible_date_reason(Field const& field);
[[nodiscard]] base::Words reversed_time_reason(Field const& field);
[[nodiscard]] base::Words currency_reason(Field const& field);

}  // namespace record
