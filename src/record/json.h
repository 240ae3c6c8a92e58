#pragma once
// Records as JSON. Reading is strict: unknown members, wrong types and (from clients) read-only fields are
// refused, each by its JSON pointer, all at once. What a value may be beyond its type is record/validate.h.

#include "base/parsed.h"
#include "record/record.h"
#include "record/violations.h"

#include <boost/json/fwd.hpp>

#include <cstdint>
#include <string_view>

namespace record {

enum class Source : std::uint8_t {
    client,   // read-only fields are refused
    program,  // journal, tests, migrations: everything is accepted
};

[[nodiscard]] boost::json::object to_json(View record);
[[nodiscard]] boost::json::value to_json(Field const& field, Value const& value);

// Members that are missing keep what a new record has.
[[nodiscard]] base::Parsed<Record> from_json(Schema const& schema, boost::json::value const& json,
                                             Source source);
// The record with the given members replaced; null clears what may be empty. Unnamed members stay.
[[nodiscard]] base::Parsed<Record> patch_json(Record record, boost::json::value const& json, Source source);
// One field alone. Absent result: refused, with the reasons in `violations()`.
[[nodiscard]] base::Parsed<Value> value_from_json(Field const& field, boost::json::value const& json,
                                                  std::string_view path);

// Text → JSON: at most 32 levels deep, valid UTF-8; the violation names where the text stopped making sense.
[[nodiscard]] base::Parsed<boost::json::value> parse_json(std::string_view text);

}  // namespace record
