// expect: no match for|no viable overloaded
#include "misuse.h"

struct Case {};
#ifdef MISUSE
inline void hand_over(Site& site, base::Id<Case> id) {
#else
inline void hand_over(Site& site, base::Id<Person> id) {
#endif
    site.owner = id;
}
