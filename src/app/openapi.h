#pragma once
// openapi.json: every route of the house with the schemas of its records.

#include "app/house.h"

#include <string>

namespace app {

// Pretty-printed, stable order: the golden file.
[[nodiscard]] std::string openapi_document(House const& house);
// GET /api/openapi.json.
void add_openapi_route(House& house);

}  // namespace app
