#pragma once
// The MIME structure of one message through GMime: headers in raw bytes, parts decoded from their transfer
// encoding. Messages within it are parts of bytes here.

#include "base/problem.h"
#include "formats/mail/mail.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace formats::mail {

struct RawField {
    std::string name;
    std::string value;  // folded, in the bytes of the mail
};

struct RawPart {
    std::vector<RawField> fields;
    std::string type;  // lower case; the default of its container where none is written
    bool container = false;
    std::string bytes;
    bool not_base64 = false;  // said to be base 64, but is not: left as it stands
    std::vector<RawPart> children;

    // Empty where there is none; the first that is not blank where there are several.
    [[nodiscard]] std::string_view find(std::string_view lower_case_name) const;
};

struct MimeTree {
    RawPart root;
    std::vector<base::Violation> warnings;
};

// At most `most_parts` parts, at most `limits.deepest` deep.
[[nodiscard]] MimeTree read_mime(std::string const& bytes, Limits const& limits, std::size_t most_parts);

}  // namespace formats::mail
