#pragma once
// What the screens of administration ask beyond the fields of a record, described as records are, so that
// "?" says how it is filled in. Not tables.

#include "base/instant.h"
#include "record/schema.h"

#include <string>
#include <vector>

namespace modules::organization {

struct AccountForm {
    std::string account;
    std::vector<std::string> roles;
};
extern record::Schema const account_form;

// One old section of a merger.
struct MergedSectionForm {
    std::string into;
};
extern record::Schema const merged_section_form;

struct StaffImportForm {
    std::string file;
    base::Date date;
};
extern record::Schema const staff_import_form;

}  // namespace modules::organization
