// expect: no match for|could not convert|cannot convert
#include "misuse.h"

struct Case {};
inline void hand_over(Site& site, base::Id<Case> id) {
    site.owner = id;
}
