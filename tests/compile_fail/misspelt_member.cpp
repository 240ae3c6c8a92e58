// expect: 'nmae'( is not a member of| in 'Site')
#include "misuse.h"

inline constexpr auto field = record::field<&Site::nmae>("名称", "Name");
