// expect: static assertion failed
#include "misuse.h"

#ifdef MISUSE
inline constexpr record::Field fields[] = {record::field<&Site::name>("名称", "Name")};
#else
inline constexpr record::Field fields[] = {
    record::field<&Site::name>("名称", "Name"),
    record::field<&Site::encryption>("暗号化", "Encryption"),
    record::field<&Site::owner>("設置者", "Owner"),
    record::field<&Site::visits>("訪問", "Visits", {}, &visit_schema),
};
#endif
static_assert(record::described_all<Site>(fields));
