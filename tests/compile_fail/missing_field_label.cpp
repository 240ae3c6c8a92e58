// expect: a field needs a Japanese and an English label
#include "misuse.h"

inline constexpr auto field = record::field<&Site::name>("名称", "");
