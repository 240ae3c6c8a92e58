#pragma once
// The text by which a record is found: its `.searchable` fields, one per line, as given (folding is the
// index's work).

#include "record/record.h"

#include <string>

namespace record {

[[nodiscard]] std::string searchable_text(View record);

}  // namespace record
