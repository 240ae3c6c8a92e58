#include "record/json.h"

#include "base/instant.h"
#include "base/money.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <limits>

namespace record {

namespace json = boost::json;

namespace {

// Enough to show a person; a hostile body does not grow the answer further.
constexpr std::size_t most_violations = 200;

class Reader {
  public:
    explicit Reader(Source source) : source_(source) {}

    // What is refused reads as nothing and leaves a violation; the whole is then thrown away.
    Value read(Field const& field, json::value const& json, std::string const& path);
    void read_members(Record& record, json::object const& object, std::string const& path);
    [[nodiscard]] Violations take_violations() { return std::move(violations_); }

  private:
    Value refuse(std::string_view path, base::Words reason) {
        ++refused_;
        if (violations_.size() < most_violations) {
            violations_.push_back({std::string(path), std::move(reason)});
        }
        return {};
    }
    template <typename T>
    Value parsed_or_refused(Field const& field, std::optional<T> parsed, std::string const& path) {
        return parsed ? Value(std::move(*parsed)) : refuse(path, wrong_type_reason(field));
    }
    Value read_text(Field const& field, json::value const& json, std::string const& path);
    Value read_integer(Field const& field, json::value const& json, std::string const& path);
    Value read_money(Field const& field, json::value const& json, std::string const& path);
    Value read_told_time(Field const& field, json::value const& json, std::string const& path);
    Value read_list(Field const& field, json::value const& json, std::string const& path);
    Value read_structure(Field const& field, json::value const& json, std::string const& path);
    void read_member(Record& record, std::string_view name, json::value const& json, std::string const& path);
    bool knows_members(json::object const& object, std::initializer_list<std::string_view> names,
                       std::string const& path);

    Source source_;
    Violations violations_;
    std::size_t refused_ = 0;
};

std::optional<std::string_view> string_in(json::value const* value) {
    if (value == nullptr || !value->is_string()) {
        return std::nullopt;
    }
    auto const& text = value->get_string();
    return std::string_view(text.data(), text.size());
}

std::optional<std::int64_t> integer_in(json::value const* value) {
    if (value == nullptr || !value->is_int64()) {
        return std::nullopt;
    }
    return value->get_int64();
}

std::optional<base::Instant> instant_in(json::value const* value) {
    auto const text = string_in(value);
    return text ? base::parse_instant(*text) : std::nullopt;
}

Value Reader::read(Field const& field, json::value const& json, std::string const& path) {
    if (json.is_null() && (field.optional || (field.kind == Kind::id && !field.rules.required))) {
        return {};
    }
    switch (field.kind) {
        case Kind::text:
        case Kind::enumeration:
            return read_text(field, json, path);
        case Kind::boolean:
            return json.is_bool() ? Value(json.get_bool()) : refuse(path, wrong_type_reason(field));
        case Kind::integer:
            return read_integer(field, json, path);
        case Kind::money:
            return read_money(field, json, path);
        case Kind::instant:
            return parsed_or_refused(field, instant_in(&json), path);
        case Kind::told_time:
            return read_told_time(field, json, path);
        case Kind::date: {
            auto const text = string_in(&json);
            return parsed_or_refused(field, text ? base::parse_date(*text) : std::nullopt, path);
        }
        case Kind::id: {
            auto const text = string_in(&json);
            return parsed_or_refused(field, text ? base::parse_ulid(*text) : std::nullopt, path);
        }
        case Kind::list:
            return read_list(field, json, path);
        case Kind::structure:
            return read_structure(field, json, path);
    }
    BASE_ASSERT(false);
}

Value Reader::read_text(Field const& field, json::value const& json, std::string const& path) {
    auto const text = string_in(&json);
    if (!text) {
        return refuse(path, wrong_type_reason(field));
    }
    if (field.kind == Kind::enumeration && !has_value(field.values, *text)) {
        return refuse(path, not_a_choice_reason(field));
    }
    return Value(std::string(*text));
}

Value Reader::read_integer(Field const& field, json::value const& json, std::string const& path) {
    auto const number = integer_in(&json);
    if (!number) {
        return refuse(path, wrong_type_reason(field));
    }
    if (*number < field.smallest || *number > field.largest) {
        return refuse(path, out_of_range_reason(field, field.smallest, field.largest));
    }
    return Value(*number);
}

bool Reader::knows_members(json::object const& object, std::initializer_list<std::string_view> names,
                           std::string const& path) {
    bool known = true;
    for (auto const& member : object) {
        std::string_view const key(member.key().data(), member.key().size());
        if (std::find(names.begin(), names.end(), key) == names.end()) {
            refuse(join_path(path, key), unknown_member_reason());
            known = false;
        }
    }
    return known;
}

Value Reader::read_money(Field const& field, json::value const& json, std::string const& path) {
    auto const* const object = json.if_object();
    if (object == nullptr) {
        return refuse(path, wrong_type_reason(field));
    }
    bool const known = knows_members(*object, {"minor_units", "currency"}, path);
    auto const units = integer_in(object->if_contains("minor_units"));
    auto const currency = string_in(object->if_contains("currency"));
    if (!units || !currency) {
        return refuse(path, wrong_type_reason(field));
    }
    if (!base::minor_digits(*currency)) {
        return refuse(join_path(path, "currency"), currency_reason(field));
    }
    return known ? Value(base::Money{*units, std::string(*currency)}) : Value();
}

Value Reader::read_told_time(Field const& field, json::value const& json, std::string const& path) {
    auto const* const object = json.if_object();
    if (object == nullptr) {
        return refuse(path, wrong_type_reason(field));
    }
    bool const known = knows_members(*object, {"earliest", "latest", "wording"}, path);
    auto const earliest = instant_in(object->if_contains("earliest"));
    auto const latest = instant_in(object->if_contains("latest"));
    auto const wording = string_in(object->if_contains("wording"));
    if (!earliest || !latest || !wording) {
        return refuse(path, wrong_type_reason(field));
    }
    return known ? Value(base::ToldTime{*earliest, *latest, std::string(*wording)}) : Value();
}

Value Reader::read_list(Field const& field, json::value const& json, std::string const& path) {
    auto const* const array = json.if_array();
    if (array == nullptr) {
        return refuse(path, wrong_type_reason(field));
    }
    if (array->size() > field.rules.max_items) {
        return refuse(path, too_many_reason(field, array->size()));
    }
    auto const element = element_of(field);
    Values values;
    values.reserve(array->size());
    for (std::size_t i = 0; i < array->size(); ++i) {
        values.push_back(read(element, (*array)[i], join_path(path, i)));
    }
    return Value(std::move(values));
}

Value Reader::read_structure(Field const& field, json::value const& json, std::string const& path) {
    auto const* const object = json.if_object();
    if (object == nullptr) {
        return refuse(path, wrong_type_reason(field));
    }
    Record record(*field.element_schema);
    read_members(record, *object, path);
    return value_of(record.schema(), record.data());
}

void Reader::read_members(Record& record, json::object const& object, std::string const& path) {
    for (auto const& member : object) {
        std::string_view const name(member.key().data(), member.key().size());
        read_member(record, name, member.value(), join_path(path, name));
    }
}

void Reader::read_member(Record& record, std::string_view name, json::value const& json,
                         std::string const& path) {
    auto const* const field = record.schema().find(name);
    if (field == nullptr) {
        refuse(path, unknown_member_reason());
        return;
    }
    if (field->rules.read_only && source_ == Source::client) {
        refuse(path, read_only_reason(*field));
        return;
    }
    auto const refused_before = refused_;
    auto value = read(*field, json, path);
    if (refused_ == refused_before) {
        record.set(*field, std::move(value));
    }
}

base::Parsed<Record> read_into(Record record, json::value const& json, Source source) {
    auto const* const object = json.if_object();
    if (object == nullptr) {
        return base::Violation{"", {"JSONオブジェクトで指定してください。", "A JSON object is expected."}};
    }
    Reader reader(source);
    reader.read_members(record, *object, "");
    auto violations = reader.take_violations();
    if (!violations.empty()) {
        return violations;
    }
    return record;
}

json::value list_to_json(Field const& field, Values const& values) {
    auto const element = element_of(field);
    json::array array;
    array.reserve(values.size());
    for (auto const& value : values) {
        array.push_back(to_json(element, value));
    }
    return array;
}

json::value structure_to_json(Schema const& schema, Values const& values) {
    json::object object;
    object.reserve(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        object.emplace(schema.fields[i].name, to_json(schema.fields[i], values[i]));
    }
    return object;
}

struct JsonWriter {
    Field const& field;

    json::value operator()(std::monostate) const { return nullptr; }
    json::value operator()(bool value) const { return value; }
    json::value operator()(std::int64_t value) const { return value; }
    json::value operator()(std::string const& value) const { return json::string(value); }
    json::value operator()(base::Instant value) const { return json::string(base::to_iso(value)); }
    json::value operator()(base::ToldTime const& value) const {
        json::object object;
        object.emplace("earliest", base::to_iso(value.earliest));
        object.emplace("latest", base::to_iso(value.latest));
        object.emplace("wording", value.wording);
        return object;
    }
    json::value operator()(base::Date value) const { return json::string(base::to_iso(value)); }
    json::value operator()(base::Money const& value) const {
        json::object object;
        object.emplace("minor_units", value.minor_units);
        object.emplace("currency", value.currency);
        return object;
    }
    json::value operator()(base::Ulid const& value) const { return json::string(base::to_string(value)); }
    json::value operator()(Values const& values) const {
        return field.kind == Kind::list ? list_to_json(field, values)
                                        : structure_to_json(*field.element_schema, values);
    }
};

}  // namespace

json::value to_json(Field const& field, Value const& value) {
    return std::visit(JsonWriter{field}, value.data);
}

json::object to_json(View record) {
    json::object object;
    object.reserve(record.schema().fields.size());
    for (auto const& field : record.schema().fields) {
        object.emplace(field.name, to_json(field, record.get(field)));
    }
    return object;
}

base::Parsed<Record> from_json(Schema const& schema, json::value const& json, Source source) {
    return read_into(Record(schema), json, source);
}

base::Parsed<Record> patch_json(Record record, json::value const& json, Source source) {
    return read_into(std::move(record), json, source);
}

base::Parsed<Value> value_from_json(Field const& field, json::value const& json, std::string_view path) {
    Reader reader(Source::program);
    auto value = reader.read(field, json, std::string(path));
    auto violations = reader.take_violations();
    if (!violations.empty()) {
        return violations;
    }
    return value;
}

base::Parsed<json::value> parse_json(std::string_view text) {
    json::parse_options options;
    options.max_depth = 32;
    json::stream_parser parser({}, options);
    json::error_code error;
    auto const read = parser.write_some(text.data(), text.size(), error);
    if (!error) {
        parser.finish(error);
    }
    if (!error && text.find_first_not_of(" \t\r\n", read) != std::string_view::npos) {
        error = json::error::extra_data;
    }
    if (error) {
        return base::Violation{"",
                               {fmt::format("JSONとして読めません({}バイト目付近)。", read),
                                fmt::format("This is not JSON (near byte {}): {}.", read, error.message())}};
    }
    return parser.release();
}

}  // namespace record
