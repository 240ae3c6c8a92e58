#pragma once
// For tests of every layer that describes something to be filled in.

#include "record/schema.h"

#include <string>

namespace record {

// Names of what a person can fill in without help in one of the two languages, those of the parts in their
// lists too; and those whose help says no more than the label, or more than fits a small panel.
inline std::string without_help(Schema const& schema) {
    constexpr std::size_t longest_ja = 600;  // bytes
    constexpr std::size_t longest_en = 400;
    std::string names;
    for (auto const& field : schema.fields) {
        auto const& rules = field.rules;
        bool const says_something = rules.help_ja.ends_with("。") && rules.help_ja != field.ja &&
                                    rules.help_ja.size() <= longest_ja && rules.help_en.ends_with(".") &&
                                    rules.help_en.size() <= longest_en;
        if (!rules.read_only && !says_something) {
            names.append(schema.name).append(".").append(field.name).append(" ");
        }
        if (field.element_schema != nullptr) {
            names.append(without_help(*field.element_schema));
        }
    }
    return names;
}

}  // namespace record
