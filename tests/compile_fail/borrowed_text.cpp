// expect: a record member must be of a type that record/field.h knows
#include "misuse.h"

struct Borrowed {
#ifdef MISUSE
    std::string_view text;
#else
    std::string text;
#endif
};
inline constexpr auto field = record::field<&Borrowed::text>("文", "Text");
