// expect: a record member must be of a type that record/field.h knows
#include "misuse.h"

struct Priced {
#ifdef MISUSE
    double price = 0;
#else
    std::int64_t price = 0;
#endif
};
inline constexpr auto field = record::field<&Priced::price>("価格", "Price");
