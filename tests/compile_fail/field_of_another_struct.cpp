// expect: the field belongs to another struct
#include "misuse.h"

#ifdef MISUSE
inline constexpr record::Field fields[] = {record::field<&Visit::note>("記録", "Note")};
#else
inline constexpr record::Field fields[] = {record::field<&Site::name>("名称", "Name")};
#endif
inline constexpr auto described = record::schema<Site>("site", "sites", "施設", "Site", fields);
