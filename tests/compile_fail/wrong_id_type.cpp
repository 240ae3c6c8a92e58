// expect: no match for|no viable overloaded
#include "misuse.h"

struct Case {};
inline void hand_over(Site& site, base::Id<Case> id) {
    site.owner = id;
}
