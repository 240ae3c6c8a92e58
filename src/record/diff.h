#pragma once
// What changed between two states of a record, for the journal, and masking of personal data for logs and for
// readers without the right to see it.

#include "record/record.h"

#include <boost/json/fwd.hpp>

namespace record {

// [{"field":"caller","before":…,"after":…,"personal_data":true}, …]; empty when nothing changed.
[[nodiscard]] boost::json::array diff(View before, View after);

// The field itself, or a field of the structs in its list.
[[nodiscard]] bool holds_personal_data(Field const& field);

inline constexpr std::string_view redacted_text = "***";
// The JSON of a record with every personal field that holds something replaced by "***", in lists of structs
// too.
[[nodiscard]] boost::json::object redact(Schema const& schema, boost::json::object json);
// The same for the entries that diff() made.
[[nodiscard]] boost::json::array redact_diff(boost::json::array changes);

}  // namespace record
