// This one must compile: it proves that the others fail for their own reason, as each control does for one.
#include "misuse.h"

inline constexpr record::Field fields[] = {
    record::field<&Site::name>("名称", "Name"),
    record::field<&Site::encryption>("暗号化", "Encryption"),
    record::field<&Site::owner>("設置者", "Owner"),
    record::field<&Site::visits>("訪問", "Visits", {}, &visit_schema),
};
inline constexpr auto described = record::schema<Site>("site", "sites", "施設", "Site", fields);
static_assert(record::described_all<Site>(fields));
static_assert(described.fields[0].name == "name");
