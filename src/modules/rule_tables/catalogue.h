#pragma once
// What each table is called and what it decides, in the words of the work; in the order in which people look
// for them.

#include "base/problem.h"

#include <cstddef>
#include <string_view>

namespace modules::rule_tables {

struct TableWords {
    base::Words title;
    base::Words purpose;  // what it decides
    std::string_view group;
    std::size_t order = 0;
};
// A table that nobody described is called by its file and stands last.
[[nodiscard]] TableWords words_of(std::string_view file);
[[nodiscard]] base::Words group_words(std::string_view group);

}  // namespace modules::rule_tables
