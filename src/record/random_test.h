#pragma once
// Random values for any Schema from a seed, so that a property is tried on many records and a failure can be
// repeated.

#include "record/record.h"

#include <random>

namespace record::sample {

[[nodiscard]] Record random_record(Schema const& schema, std::mt19937_64& generator);

}  // namespace record::sample
