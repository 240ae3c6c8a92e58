#include "record/record.h"

namespace record {

Value value_of(Schema const& schema, void const* record) {
    Values values;
    values.reserve(schema.fields.size());
    for (auto const& field : schema.fields) {
        values.push_back(field.get(field, record));
    }
    return Value(std::move(values));
}

void assign(Schema const& schema, void* record, Value&& value) {
    auto values = detail::take<Values>(std::move(value));
    BASE_ASSERT(values.size() == schema.fields.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        auto const& field = schema.fields[i];
        field.set(field, record, std::move(values[i]));
    }
}

}  // namespace record
