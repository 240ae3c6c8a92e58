// expect: the help of a field is Japanese and English
#include "misuse.h"

#ifdef MISUSE
inline constexpr auto field = record::field<&Site::name>("名称", "Name", {.help_ja = "電波の名前"});
#else
inline constexpr auto field =
    record::field<&Site::name>("名称", "Name", {.help_ja = "電波の名前", .help_en = "Name of the network"});
#endif
