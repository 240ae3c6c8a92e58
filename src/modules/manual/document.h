#pragma once
// The desk manual as a document: tasks step by step, every field with its help and choices, the questions of
// the interviews, the duties and the keys, with a page of contents; in Japanese or English.

#include "base/instant.h"
#include "base/interviews.h"
#include "formats/duty_rules/duty_rules.h"
#include "formats/manual/manual.h"
#include "platform/documents/press.h"
#include "record/schema.h"

#include <string>
#include <vector>

namespace modules::manual {

struct Sources {
    formats::manual::Manual const& texts;
    record::Schema const& record;
    base::Interviews const& interviews;
    std::vector<formats::duty_rules::Duty> const& duties;
    std::string version;  // of the program
    std::string tables;   // of the rule tables
    base::Date date;
    platform::documents::Language language = platform::documents::Language::ja;
};

// Lays the chapters out once to learn their pages.
[[nodiscard]] platform::documents::Document manual_document(platform::documents::Press const& press,
                                                            Sources const& sources);

}  // namespace modules::manual
