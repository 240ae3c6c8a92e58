#include "record/openapi.h"

#include "base/problem.h"
#include "record/envelope.h"

#include <boost/json.hpp>

#include <limits>

namespace record {

namespace json = boost::json;

namespace {

json::object words(std::string_view ja, std::string_view en) {
    json::object object;
    object.emplace("ja", ja);
    object.emplace("en", en);
    return object;
}

json::object typed(std::string_view type) {
    json::object object;
    object.emplace("type", type);
    return object;
}

json::object text_property(std::string_view format) {
    auto object = typed("string");
    object.emplace("format", format);
    return object;
}

json::object closed_object(json::object properties, json::array required) {
    auto object = typed("object");
    object.emplace("additionalProperties", false);
    object.emplace("properties", std::move(properties));
    if (!required.empty()) {
        object.emplace("required", std::move(required));
    }
    return object;
}

void put_range(json::object& object, std::int64_t smallest, std::int64_t largest) {
    if (smallest != std::numeric_limits<std::int64_t>::min()) {
        object.emplace("minimum", smallest);
    }
    if (largest != std::numeric_limits<std::int64_t>::max()) {
        object.emplace("maximum", largest);
    }
}

json::object integer_property(Field const& field) {
    auto object = typed("integer");
    object.emplace("format", "int64");
    put_range(object, std::max(field.smallest, field.rules.minimum),
              std::min(field.largest, field.rules.maximum));
    return object;
}

json::object money_property(Field const& field) {
    auto units = typed("integer");
    units.emplace("format", "int64");
    put_range(units, field.rules.minimum, field.rules.maximum);
    auto currency = typed("string");
    currency.emplace("pattern", "^[A-Z]{3}$");
    json::object properties;
    properties.emplace("minor_units", std::move(units));
    properties.emplace("currency", std::move(currency));
    return closed_object(std::move(properties), {json::string("minor_units"), json::string("currency")});
}

json::object told_time_property(Field const& field) {
    auto wording = typed("string");
    wording.emplace("maxLength", field.rules.max_length);
    json::object properties;
    properties.emplace("earliest", text_property("date-time"));
    properties.emplace("latest", text_property("date-time"));
    properties.emplace("wording", std::move(wording));
    return closed_object(std::move(properties),
                         {json::string("earliest"), json::string("latest"), json::string("wording")});
}

json::object enumeration_property(Field const& field) {
    auto object = typed("string");
    json::array values;
    json::object labels;
    for (auto const& value : field.values) {
        values.emplace_back(json::string(value.value));
        labels.emplace(value.value, words(value.ja, value.en));
    }
    object.emplace("enum", std::move(values));
    object.emplace("x-labels", std::move(labels));
    return object;
}

json::object reference_to(Schema const& schema, std::string_view suffix = "") {
    std::string target = "#/components/schemas/";
    target.append(component_name(schema)).append(suffix);
    json::object object;
    object.emplace("$ref", target);
    return object;
}

json::object bare_property(Field const& field) {
    switch (field.kind) {
        case Kind::text: {
            auto object = typed("string");
            object.emplace("maxLength", field.rules.max_length);
            return object;
        }
        case Kind::enumeration:
            return enumeration_property(field);
        case Kind::boolean:
            return typed("boolean");
        case Kind::integer:
            return integer_property(field);
        case Kind::money:
            return money_property(field);
        case Kind::instant:
            return text_property("date-time");
        case Kind::told_time:
            return told_time_property(field);
        case Kind::date:
            return text_property("date");
        case Kind::id: {
            auto object = typed("string");
            object.emplace("pattern", "^[0-7][0-9A-HJKMNP-TV-Z]{25}$");
            return object;
        }
        case Kind::list: {
            auto object = typed("array");
            object.emplace("maxItems", field.rules.max_items);
            object.emplace("items", bare_property(element_of(field)));
            return object;
        }
        case Kind::structure:
            return reference_to(*field.element_schema);
    }
    BASE_ASSERT(false);
}

void allow_null(json::object& property) {
    auto* const type = property.if_contains("type");
    BASE_ASSERT(type);
    *type = json::array{*type, json::string("null")};
    if (auto* const values = property.if_contains("enum")) {
        values->get_array().emplace_back(nullptr);
    }
}

// An answer holds every field; an input holds what is required, and nothing that the program sets.
enum class Side { answer, input, element };

json::object component(Schema const& schema, Side side) {
    json::object properties;
    json::array required;
    if (side == Side::answer) {
        for (auto const& field : envelope_schema().fields) {
            if (field.name != "seq") {
                properties.emplace(field.name, openapi_property(field));
                required.emplace_back(json::string(field.name));
            }
        }
    }
    for (auto const& field : schema.fields) {
        if (side == Side::input && field.rules.read_only) {
            continue;
        }
        properties.emplace(field.name, openapi_property(field));
        if (side == Side::answer || (side == Side::element && field.rules.required)) {
            required.emplace_back(json::string(field.name));
        }
    }
    auto object = closed_object(std::move(properties), std::move(required));
    object.emplace("title", schema.ja);
    object.emplace("x-label", words(schema.ja, schema.en));
    return object;
}

void add_elements(Schema const& schema, json::object& components) {
    for (auto const& field : schema.fields) {
        if (field.element_schema != nullptr && !components.contains(component_name(*field.element_schema))) {
            components.emplace(component_name(*field.element_schema),
                               component(*field.element_schema, Side::element));
            add_elements(*field.element_schema, components);
        }
    }
}

json::object form_field(Field const& field);

json::array choices(Field const& field) {
    json::array array;
    for (auto const& value : field.values) {
        json::object choice;
        choice.emplace("value", value.value);
        choice.emplace("label", words(value.ja, value.en));
        array.push_back(std::move(choice));
    }
    return array;
}

json::array form_fields(Schema const& schema) {
    json::array fields;
    for (auto const& field : schema.fields) {
        fields.push_back(form_field(field));
    }
    return fields;
}

void put_flags(json::object& object, Field const& field) {
    object.emplace("optional", field.optional);
    object.emplace("required", field.rules.required);
    object.emplace("asked", field.rules.asked);
    object.emplace("personal_data", field.rules.personal_data);
    object.emplace("multiline", field.rules.multiline);
    object.emplace("read_only", field.rules.read_only);
    object.emplace("sortable", field.kind != Kind::list);
}

void put_limits(json::object& object, Field const& field) {
    Kind const kind = field.kind == Kind::list ? field.element : field.kind;
    if (kind == Kind::text || kind == Kind::told_time) {
        object.emplace("max_length", field.rules.max_length);
    }
    if (kind == Kind::integer || kind == Kind::money) {
        put_range(object, std::max(field.smallest, field.rules.minimum),
                  std::min(field.largest, field.rules.maximum));
    }
    if (field.kind == Kind::list) {
        object.emplace("max_items", field.rules.max_items);
        object.emplace("element", kind_name(field.element));
    }
}

json::object form_field(Field const& field) {
    json::object object;
    object.emplace("name", field.name);
    object.emplace("label", words(field.ja, field.en));
    object.emplace("kind", kind_name(field.kind));
    put_flags(object, field);
    put_limits(object, field);
    if (!field.values.empty()) {
        object.emplace("values", choices(field));
    }
    if (field.element_schema != nullptr) {
        object.emplace("fields", form_fields(*field.element_schema));
    }
    if (!field.rules.section_ja.empty()) {
        object.emplace("section", words(field.rules.section_ja, field.rules.section_en));
    }
    if (!field.rules.hint_ja.empty()) {
        object.emplace("hint", words(field.rules.hint_ja, field.rules.hint_en));
    }
    if (!field.rules.help_ja.empty()) {
        object.emplace("help", words(field.rules.help_ja, field.rules.help_en));
    }
    if (!field.rules.references.empty()) {
        object.emplace("references", field.rules.references);
    }
    return object;
}

}  // namespace

std::string_view kind_name(Kind kind) noexcept {
    switch (kind) {
        case Kind::text:
            return "text";
        case Kind::enumeration:
            return "enumeration";
        case Kind::boolean:
            return "boolean";
        case Kind::integer:
            return "integer";
        case Kind::money:
            return "money";
        case Kind::instant:
            return "instant";
        case Kind::told_time:
            return "told_time";
        case Kind::date:
            return "date";
        case Kind::id:
            return "id";
        case Kind::list:
            return "list";
        case Kind::structure:
            return "structure";
    }
    BASE_ASSERT(false);
}

std::string component_name(Schema const& schema) {
    std::string name;
    bool upper = true;
    for (char const c : schema.name) {
        if (c == '_') {
            upper = true;
        } else {
            name.push_back(upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
            upper = false;
        }
    }
    return name;
}

json::object openapi_property(Field const& field) {
    auto object = bare_property(field);
    if (field.optional || (field.kind == Kind::id && !field.rules.required)) {
        allow_null(object);
    }
    object.emplace("title", field.ja);
    object.emplace("x-label", words(field.ja, field.en));
    if (!field.rules.help_en.empty()) {
        object.emplace("description", field.rules.help_en);
        object.emplace("x-help", words(field.rules.help_ja, field.rules.help_en));
    } else if (!field.rules.hint_en.empty()) {
        object.emplace("description", field.rules.hint_en);
    }
    if (field.rules.read_only) {
        object.emplace("readOnly", true);
    }
    if (field.rules.personal_data) {
        object.emplace("x-personal-data", true);
    }
    return object;
}

json::object openapi_components(std::span<Schema const* const> schemas) {
    json::object components;
    for (auto const* const schema : schemas) {
        auto const name = component_name(*schema);
        components.emplace(name, component(*schema, Side::answer));
        std::string input = name;
        input.append("Input");
        components.emplace(input, component(*schema, Side::input));
        add_elements(*schema, components);
    }
    return components;
}

json::object form_description(Schema const& schema) {
    json::object object;
    object.emplace("name", schema.name);
    object.emplace("plural", schema.plural);
    object.emplace("label", words(schema.ja, schema.en));
    object.emplace("fields", form_fields(schema));
    return object;
}

}  // namespace record
