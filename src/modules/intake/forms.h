#pragma once
// What the desk is asked beyond the fields of a record: how something is sent, who may know, why a list is
// taken out, what a list is narrowed to. Described as records are, so that "?" says how it is filled in. Not
// tables.

#include "base/id.h"
#include "base/instant.h"
#include "record/schema.h"

#include <string>

namespace modules::intake {

// Beside the recipients and the message, which the referral keeps.
extern record::Schema const sending_form;
extern record::Schema const restricting_form;

struct ExportForm {
    std::string purpose;
    std::string format;
};
extern record::Schema const export_form;

// The parameters of narrowing.h, as the filter bar asks them; `progress` stands for open, due and waiting.
struct ListFilterForm {
    std::string q;
    base::Date from;
    base::Date to;
    base::Ulid unit;
    std::string progress;
    std::string person;
};
extern record::Schema const list_filter_form;

}  // namespace modules::intake
