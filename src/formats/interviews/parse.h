#pragma once
// YAML text of data/interviews → base::Interviews. Every refusal names file, line and reason. Bounded like
// formats/yaml; at most 2,000 questions and 200 in one interview.

#include "base/interviews.h"
#include "base/parsed.h"

#include <span>
#include <string>
#include <string_view>

namespace formats::interviews {

struct File {
    std::string name;
    std::string bytes;
};

// The files together are one set: questions and blocks may stand in another file than the interview that asks
// them. Codes, blocks, follow-ups and conditions are checked; facts and types are not known here.
[[nodiscard]] base::Parsed<base::Interviews> parse(std::span<File const> files);

// Fields of the record that a question may fill or be answered by. modules/intake tests that each exists.
[[nodiscard]] std::span<std::string_view const> record_fields();

}  // namespace formats::interviews
