#pragma once
// The promise of "described once": every field of a Schema reaches JSON, SQL, OpenAPI, form, export and
// journal. A module's test calls it with its own Schemas.

#include "record/csv.h"
#include "record/json.h"
#include "record/openapi.h"
#include "record/sql.h"

#include <boost/json.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

namespace record::sample {

inline bool form_has(boost::json::object const& form, std::string_view name) {
    auto const& fields = form.at("fields").as_array();
    return std::ranges::any_of(fields,
                               [&](auto const& field) { return field.at("name").as_string() == name; });
}

inline void check_reaches_everywhere(Schema const& schema) {
    Schema const* const schemas[] = {&schema};
    auto const components = openapi_components(schemas);
    auto const& answer = components.at(component_name(schema)).at("properties").as_object();
    auto input_name = component_name(schema);
    input_name.append("Input");
    auto const& input = components.at(input_name).at("properties").as_object();
    auto const json = to_json(Record(schema));
    auto const form = form_description(schema);
    auto const header = csv_header(schema, CsvLanguage::ja);
    auto const columns = columns_of(schema);
    for (auto const& field : schema.fields) {
        CAPTURE(field.name);
        CHECK(json.contains(field.name));
        CHECK(answer.contains(field.name));
        CHECK(input.contains(field.name) != field.rules.read_only);
        CHECK(form_has(form, field.name));
        CHECK(header.find(field.ja) != std::string::npos);
        CHECK(std::ranges::any_of(columns,
                                  [&](Column const& column) { return column.name.starts_with(field.name); }));
    }
}

}  // namespace record::sample
