#pragma once
// Puts the values that were found in a form together: what goes into which field of the intake record.

#include "formats/common_forms/common_forms.h"

#include <string>

namespace formats::common_forms {

// Adds one value; later values of a field that has one already go into the narrative.
void add_value(FilledForm& form, FieldRule const& rule, FieldValue value);

[[nodiscard]] FilledForm new_form(FormRule const& rule, bool titled);

// A workbook or a mail whose text holds one of the form's titles.
[[nodiscard]] bool holds_title(FormRule const& rule, std::string_view text);

}  // namespace formats::common_forms
