// expect: a list of structs names the Schema of its elements
#include "misuse.h"

#ifdef MISUSE
inline constexpr auto field = record::field<&Site::visits>("訪問", "Visits");
#else
inline constexpr auto field = record::field<&Site::visits>("訪問", "Visits", {}, &visit_schema);
#endif
