// expect: the field is described twice
#include "misuse.h"

inline constexpr record::Field fields[] = {
    record::field<&Site::name>("名称", "Name"),
    record::field<&Site::name>("名前", "Name"),
};
inline constexpr auto described = record::schema<Site>("site", "sites", "施設", "Site", fields);
