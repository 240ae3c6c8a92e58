#pragma once
// data/retention/*.yaml: classes of records with the years that they are kept. Bytes in, structs out.

#include "base/parsed.h"

#include <string>
#include <string_view>
#include <vector>

namespace formats::retention_rules {

struct RetentionClass {
    std::string record_kind;  // schema name
    std::string kind;         // value of the record's column `kind`
    base::Words label;
    int years = 0;
    std::string basis;
    bool confirmed = false;
};

// Each violation names "line N" and the reason.
[[nodiscard]] base::Parsed<std::vector<RetentionClass>> parse(std::string_view yaml);

}  // namespace formats::retention_rules
