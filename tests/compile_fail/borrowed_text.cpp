// expect: a record member must be of a type that record/field.h knows
#include "misuse.h"

struct Borrowed {
    std::string_view text;
};
inline constexpr auto field = record::field<&Borrowed::text>("文", "Text");
