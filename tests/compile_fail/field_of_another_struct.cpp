// expect: the field belongs to another struct
#include "misuse.h"

inline constexpr record::Field fields[] = {record::field<&Visit::note>("記録", "Note")};
inline constexpr auto described = record::schema<Site>("site", "sites", "施設", "Site", fields);
