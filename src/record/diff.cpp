#include "record/diff.h"

#include "base/problem.h"
#include "record/json.h"

#include <boost/json.hpp>

namespace record {

namespace json = boost::json;

namespace {

void mask(json::value& value) {
    if (!value.is_null()) {
        value = json::string(redacted_text);
    }
}

}  // namespace

bool holds_personal_data(Field const& field) {
    if (field.rules.personal_data) {
        return true;
    }
    if (field.element_schema != nullptr) {
        for (auto const& inner : field.element_schema->fields) {
            if (holds_personal_data(inner)) {
                return true;
            }
        }
    }
    return false;
}

json::array diff(View before, View after) {
    BASE_ASSERT(&before.schema() == &after.schema());
    json::array changes;
    for (auto const& field : before.schema().fields) {
        auto const old_value = before.get(field);
        auto const new_value = after.get(field);
        if (old_value == new_value) {
            continue;
        }
        json::object change;
        change.emplace("field", field.name);
        change.emplace("before", to_json(field, old_value));
        change.emplace("after", to_json(field, new_value));
        if (holds_personal_data(field)) {
            change.emplace("personal_data", true);
        }
        changes.push_back(std::move(change));
    }
    return changes;
}

json::object redact(Schema const& schema, json::object json) {
    for (auto const& field : schema.fields) {
        auto* const value = json.if_contains(field.name);
        if (value == nullptr) {
            continue;
        }
        if (field.rules.personal_data) {
            mask(*value);
        } else if (field.element_schema != nullptr && value->is_array()) {
            for (auto& element : value->get_array()) {
                if (element.is_object()) {
                    element = redact(*field.element_schema, std::move(element.get_object()));
                }
            }
        }
    }
    return json;
}

json::array redact_diff(json::array changes) {
    for (auto& change : changes) {
        auto& object = change.as_object();
        if (object.contains("personal_data")) {
            mask(object.at("before"));
            mask(object.at("after"));
        }
    }
    return changes;
}

}  // namespace record
