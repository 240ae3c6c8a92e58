// expect: a field needs a Japanese and an English label
#include "misuse.h"

#ifdef MISUSE
inline constexpr auto field = record::field<&Site::name>("名称", "");
#else
inline constexpr auto field = record::field<&Site::name>("名称", "Name");
#endif
