// expect: static assertion failed
#include "misuse.h"

inline constexpr record::Field fields[] = {record::field<&Site::name>("名称", "Name")};
static_assert(record::described_all<Site>(fields));
