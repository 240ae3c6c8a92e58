// expect: a record member must be of a type that record/field.h knows
#include "misuse.h"

struct Priced {
    double price = 0;
};
inline constexpr auto field = record::field<&Priced::price>("価格", "Price");
