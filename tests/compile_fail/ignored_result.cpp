// expect: ignoring return value
#include "misuse.h"

inline void forget(record::Record const& site) {
#ifdef MISUSE
    site.get(visit_fields[0]);
#else
    (void)site.get(visit_fields[0]);
#endif
}
