#pragma once
// Content-Type and Content-Disposition: the value and its parameters, with names of files in RFC 2231, in
// encoded words, in raw bytes, with and without quotes and semicolons.

#include <string>
#include <string_view>
#include <vector>

namespace formats::mail {

struct Parameter {
    std::string name;  // lower case, without "*0*"
    std::string value;
};

struct ParameterField {
    std::string value;  // lower case: "text/plain", "attachment"
    std::vector<Parameter> parameters;
    bool malformed = false;

    // Empty where there is none.
    [[nodiscard]] std::string_view find(std::string_view name) const noexcept;
};

[[nodiscard]] ParameterField read_parameters(std::string_view raw);

}  // namespace formats::mail
