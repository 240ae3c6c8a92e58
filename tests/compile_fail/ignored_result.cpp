// expect: ignoring return value
#include "misuse.h"

inline void forget(record::Record const& site) {
    site.get(visit_fields[0]);
}
