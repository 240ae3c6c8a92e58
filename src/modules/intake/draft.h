#pragma once
// What an officer has typed and not yet accepted: whole, unnumbered, its author's alone. Never refused for
// what is missing.

#include "record/schema.h"

#include <string>

namespace modules::intake {

struct Draft {
    std::string content;  // JSON as the browser keeps it
    std::string subject;  // for the list of drafts
    std::string excerpt;
    bool operator==(Draft const&) const = default;
};

extern record::Schema const draft_schema;

}  // namespace modules::intake
