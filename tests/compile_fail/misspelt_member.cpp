// expect: '?nmae'? is not a member of
#include "misuse.h"

inline constexpr auto field = record::field<&Site::nmae>("名称", "Name");
