#pragma once
// How forms that reach the police are recognised and read (data/forms-in/*.yaml). The layouts are other
// people's and change: so labels are data, and what no rule knows is listed, never dropped.

#include "base/parsed.h"

#include <string>
#include <string_view>
#include <vector>

namespace formats::common_forms {

enum class Medium { spreadsheet, mail };
enum class ValueKind { text, choice, date, number };

// Where a value goes in the intake record: a member of Consultation by name ("victim_name", "occurred",
// "caller_email" …) or "narrative": a line 「label：value」.
struct FieldRule {
    std::string code;
    base::Words label;
    ValueKind kind = ValueKind::text;
    std::vector<std::string> labels;  // spellings; compared match-folded and without numbers in front
    std::string target = "narrative";
    bool indicators =
        false;  // the value lists addresses, hashes and the like: to be searched for observables
};

struct FormRule {
    std::string code;
    base::Words name;
    Medium medium = Medium::spreadsheet;
    std::string source;               // where the layout is known from
    bool confirmed = false;           // seen by us as the publisher's own file
    std::vector<std::string> titles;  // any of them makes the form likely
    int least_fields = 3;             // recognised labels from which it is believed without a title
    std::string kind;                 // Consultation's kind: "report", "consultation" or ""
    std::string internal_type;        // proposed 内部種別, may be empty
    std::vector<FieldRule> fields;
};

// One file of rules; every violation with its line.
[[nodiscard]] base::Parsed<std::vector<FormRule>> read_rules(std::string_view yaml);

}  // namespace formats::common_forms
