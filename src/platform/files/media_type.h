#pragma once
// What a file is, by what stands in it and not by what it is called; and what its name hides.

#include "base/problem.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace platform::files {

constexpr std::size_t looked_at = 64 * 1024;  // of its beginning

// "image/png", "message/rfc822", "text/plain" …; "application/octet-stream" when nothing is recognised.
[[nodiscard]] std::string media_type_of(std::string_view beginning);

struct NameWarning {
    std::string code;  // direction, double_extension, program, other_type, macros, bomb, unread
    base::Words words;
};
// What a person should know before believing the name.
[[nodiscard]] NameWarning macro_warning();
[[nodiscard]] std::vector<NameWarning> name_warnings(std::string_view name, std::string_view media_type);

// The name as one line without characters that turn the direction or break out of a header; never empty.
[[nodiscard]] std::string safe_name(std::string_view name);
// filename="…"; filename*=UTF-8''… of Content-Disposition (RFC 6266).
[[nodiscard]] std::string disposition(std::string_view name);

}  // namespace platform::files
