// expect: a name that SQL or the envelope keeps for itself
#include "misuse.h"

#ifdef MISUSE
inline constexpr record::Field fields[] = {record::field<&Person::id>("ID", "Id")};
#else
inline constexpr record::Field fields[] = {record::field<&Person::name>("氏名", "Name")};
#endif
inline constexpr auto described = record::schema<Person>("person", "persons", "人", "Person", fields);
