#include "record/search_text.h"

#include "record/enum_values.h"

namespace record {

namespace {

void append_line(std::string& text, std::string_view line) {
    if (!line.empty()) {
        text.append(line).append("\n");
    }
}

void append(Field const& field, Value const& value, std::string& text) {
    if (auto const* const words = std::get_if<std::string>(&value.data)) {
        // A choice is searched by the label that people see.
        auto const* const label = label_of(field.values, *words);
        append_line(text, label == nullptr ? std::string_view(*words) : label->ja);
    } else if (auto const* const told = std::get_if<base::ToldTime>(&value.data)) {
        append_line(text, told->wording);
    } else if (auto const* const values = std::get_if<Values>(&value.data)) {
        for (std::size_t i = 0; i < values->size(); ++i) {
            bool const is_list = field.kind == Kind::list;
            append(is_list ? element_of(field) : field.element_schema->fields[i], (*values)[i], text);
        }
    }
}

}  // namespace

std::string searchable_text(View record) {
    std::string text;
    for (auto const& field : record.schema().fields) {
        if (field.rules.searchable) {
            append(field, record.get(field), text);
        }
    }
    return text;
}

}  // namespace record
