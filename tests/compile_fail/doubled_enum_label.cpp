// expect: an enumerator has no Japanese or English label
#include "misuse.h"

BOOST_DEFINE_ENUM_CLASS(Colour, red, blue)
consteval auto enum_labels(Colour) {
#ifdef MISUSE
    return record::labels<Colour>({{Colour::red, "赤", "Red"}, {Colour::red, "赤", "Red"}});
#else
    return record::labels<Colour>({{Colour::red, "赤", "Red"}, {Colour::blue, "青", "Blue"}});
#endif
}
inline constexpr auto values = record::enum_values<Colour>;
