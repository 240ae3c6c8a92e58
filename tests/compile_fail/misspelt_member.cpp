// expect: 'nmae'( is not a member of| in 'Site')
#include "misuse.h"

#ifdef MISUSE
inline constexpr auto field = record::field<&Site::nmae>("名称", "Name");
#else
inline constexpr auto field = record::field<&Site::name>("名称", "Name");
#endif
