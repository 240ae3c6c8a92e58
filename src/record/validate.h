#pragma once
// Whether a record obeys its rules. All violations at once; a draft is never refused for what is missing.

#include "record/record.h"
#include "record/violations.h"

#include <cstdint>
#include <vector>

namespace record {

enum class Mode : std::uint8_t { draft, full };

[[nodiscard]] Violations validate(View record, Mode mode);
// One field alone, for PATCH of a draft and for imports.
[[nodiscard]] Violations validate(Field const& field, Value const& value, Mode mode, std::string_view path);
// Fields marked `.asked` (or, of a draft, `.required`) that hold nothing yet: still to be asked of the
// caller.
[[nodiscard]] std::vector<Field const*> still_to_ask(View record);
// Nothing was given: null, empty text or list, nil id, time zero. Enumerators and numbers always say
// something.
[[nodiscard]] bool is_empty(Value const& value) noexcept;

}  // namespace record
