#pragma once
// Schemas as OpenAPI 3.1 components (JSON Schema 2020-12), and as the form description that drives
// RegisterForm and RegisterTable in the browser.

#include "record/schema.h"

#include <boost/json/fwd.hpp>

#include <span>
#include <string>
#include <string_view>

namespace record {

// {"Consultation": {…}, "ConsultationInput": {…}, …}: the answer (envelope included), what a client may send,
// and element structs. Component names are the schema's name in PascalCase.
[[nodiscard]] boost::json::object openapi_components(std::span<Schema const* const> schemas);
// What one field looks like in a component.
[[nodiscard]] boost::json::object openapi_property(Field const& field);
[[nodiscard]] std::string component_name(Schema const& schema);

// {"name","plural","label":{ja,en},"fields":[{"name","label","kind","required","asked",…}]}
[[nodiscard]] boost::json::object form_description(Schema const& schema);

[[nodiscard]] std::string_view kind_name(Kind kind) noexcept;

}  // namespace record
