#include "record/schema.h"

#include <algorithm>

namespace record {

bool Value::operator==(Value const& other) const {
    return data == other.data;
}

Field const* Schema::find(std::string_view field_name) const noexcept {
    auto const found = std::ranges::find(fields, field_name, &Field::name);
    return found == fields.end() ? nullptr : &*found;
}

Field element_of(Field const& list) {
    Field element = list;
    element.kind = list.element;
    element.optional = false;
    element.rules.required = true;  // an empty element says nothing
    element.get = nullptr;
    element.set = nullptr;
    return element;
}

bool has_value(std::span<EnumValue const> values, std::string_view text) noexcept {
    return std::ranges::find(values, text, &EnumValue::value) != values.end();
}

}  // namespace record
