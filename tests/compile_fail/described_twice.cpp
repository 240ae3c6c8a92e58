// expect: the field is described twice
#include "misuse.h"

inline constexpr record::Field fields[] = {
    record::field<&Site::name>("名称", "Name"),
#ifdef MISUSE
    record::field<&Site::name>("名前", "Name"),
#else
    record::field<&Site::owner>("設置者", "Owner"),
#endif
};
inline constexpr auto described = record::schema<Site>("site", "sites", "施設", "Site", fields);
