#pragma once
// Filled-in forms (NCO 共通様式 as XLSX, mails of the NPA オンライン受付窓口) as fields with the place where
// each was found, and what of them goes where in an intake record.

#include "base/instant.h"
#include "formats/common_forms/rules.h"
#include "formats/spreadsheet/workbook.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace formats::common_forms {

struct Choice {
    std::string label;
    bool chosen = false;
    bool operator==(Choice const&) const = default;
};

struct FieldValue {
    std::string code;             // of the FieldRule
    std::string label;            // as written in the form
    std::string value;            // as written; of a choice the chosen labels, joined by 「、」
    std::vector<Choice> choices;  // all that were offered
    std::string place;            // "様式!C12" or "line 7"
    std::string label_place;
    std::optional<base::ToldTime> time;  // of a date that was understood
};

// A label without a rule, with what stands beside it.
struct Unrecognised {
    std::string label;
    std::string value;
    std::string place;
};

// One value for one field of the intake record.
struct Target {
    std::string target;  // member of Consultation
    std::string value;
    std::string code;  // of the FieldRule it came from
    std::optional<base::ToldTime> time;
};

struct FilledForm {
    std::string form;  // code of the FormRule
    base::Words name;
    bool titled = false;  // recognised by its title, not only by its labels
    std::string kind;
    std::string internal_type;
    std::vector<FieldValue> fields;
    std::vector<Unrecognised> unrecognised;
    std::vector<Target>
        targets;             // not the narrative; each target once, first value wins, others in narrative
    std::string narrative;   // lines 「label：value」 in the form's order
    std::string indicators;  // the values to be searched for observables, one per line
    std::vector<base::Violation> warnings;  // e.g. a date that was not understood, field = place
};

// The best-fitting form, or nothing where the workbook is none of them.
[[nodiscard]] std::optional<FilledForm> read_workbook(spreadsheet::Workbook const& workbook,
                                                      std::span<FormRule const> rules);

// The same of a mail's text with lines 「項目：値」; a value may go on over following lines.
[[nodiscard]] std::optional<FilledForm> read_mail_text(std::string_view subject, std::string_view text,
                                                       std::span<FormRule const> rules);

}  // namespace formats::common_forms
