#pragma once
// What a mail or a filled-in form says, as fields of an intake record: a proposal that an officer confirms,
// or what an import takes. Pure: no store, no clock.

#include "modules/intake/consultation.h"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <vector>

namespace modules::intake {

struct FileProposal {
    Consultation consultation;
    std::vector<std::string> fields;  // of it that the file says something of, by name
};
// Nothing where the reading is neither a mail nor a form.
[[nodiscard]] std::optional<FileProposal> propose(boost::json::object const& reading);

// 相談, 被害・通報 or 情報提供, by words of the subject and of the text.
[[nodiscard]] Kind kind_by_words(std::string_view subject, std::string_view text);

}  // namespace modules::intake
