#pragma once
// What an officer has typed and not yet accepted, or not yet saved in a record: whole, unnumbered, its
// author's alone. Never refused for what is missing.

#include "base/id.h"
#include "record/schema.h"

#include <cstdint>
#include <string>

namespace modules::intake {

struct Draft {
    std::string content;  // JSON as the browser keeps it
    std::string subject;  // for the list of drafts
    std::string excerpt;
    base::Ulid record_id;             // whose changes these are; empty: a consultation not yet accepted
    std::int64_t record_version = 0;  // that the changes began from
    std::string device;               // the browser's own name for itself: where it was typed last
    bool operator==(Draft const&) const = default;
};

extern record::Schema const draft_schema;

}  // namespace modules::intake
