// expect: the Schema is not that of the element
#include "misuse.h"

inline constexpr record::Field person_fields[] = {record::field<&Person::name>("氏名", "Name")};
inline constexpr auto person_schema = record::schema<Person>("person", "", "人", "Person", person_fields);
#ifdef MISUSE
inline constexpr auto field = record::field<&Site::visits>("訪問", "Visits", {}, &person_schema);
#else
inline constexpr auto field = record::field<&Site::visits>("訪問", "Visits", {}, &visit_schema);
#endif
