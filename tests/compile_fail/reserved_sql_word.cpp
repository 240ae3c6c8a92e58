// expect: a name that SQL or the envelope keeps for itself
#include "misuse.h"

inline constexpr record::Field fields[] = {record::field<&Person::order>("順", "Order")};
inline constexpr auto described = record::schema<Person>("person", "persons", "人", "Person", fields);
