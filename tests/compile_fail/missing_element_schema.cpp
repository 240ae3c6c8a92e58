// expect: a list of structs names the Schema of its elements
#include "misuse.h"

inline constexpr auto field = record::field<&Site::visits>("訪問", "Visits");
