#pragma once
// What a record looks like, free of its C++ type: a Schema is a name and a span of Fields. Plain data, made
// at compile time by record/field.h; every consumer is an ordinary function over it.

#include "record/value.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string_view>

namespace record {

enum class Kind : std::uint8_t {
    text,
    enumeration,
    boolean,
    integer,
    money,
    instant,
    told_time,
    date,
    id,
    list,       // of scalars or structs: one JSON column, not filterable
    structure,  // only as the element of a list
};

struct Rules {
    bool required = false;          // refuses a record (never a draft)
    bool asked = false;             // only listed as missing
    bool personal_data = false;     // masked in logs, marked in the journal
    bool multiline = false;         // merged by line
    bool read_only = false;         // set by the program, refused from clients
    bool searchable = false;        // goes to full text
    std::size_t max_length = 1000;  // code points of a text
    std::size_t max_items = 200;    // elements of a list
    std::int64_t minimum =
        std::numeric_limits<std::int64_t>::min();  // of an integer, or of money in minor units
    std::int64_t maximum = std::numeric_limits<std::int64_t>::max();
    std::string_view section_ja = {};  // heading of the group in the form
    std::string_view section_en = {};
    std::string_view hint_ja = {};
    std::string_view hint_en = {};
    std::string_view help_ja = {};  // what to write, an example, where it is used; empty: the label says all
    std::string_view help_en = {};
    std::string_view references = {};  // of an id: the table it points into
};

struct EnumValue {
    std::string_view value;
    std::string_view ja;
    std::string_view en;
    std::int64_t number = 0;
};

struct Schema;

struct Field {
    std::string_view name;
    std::string_view ja;
    std::string_view en;
    Kind kind = Kind::text;
    Kind element = Kind::text;  // of a list
    bool optional = false;
    Rules rules;
    std::span<EnumValue const> values;                                 // of an enumeration or a list of them
    std::int64_t smallest = std::numeric_limits<std::int64_t>::min();  // what the C++ integer can hold
    std::int64_t largest = std::numeric_limits<std::int64_t>::max();
    Schema const* element_schema = nullptr;  // of a list of structs
    char const* owner = nullptr;             // which C++ struct
    Value (*get)(Field const&, void const* record) = nullptr;
    // The value must be of the field's kind, in range and a known enumerator: readers check before they set.
    void (*set)(Field const&, void* record, Value&& value) = nullptr;
};

using Holder = std::unique_ptr<void, void (*)(void*)>;

struct Schema {
    std::string_view name;    // "consultation"
    std::string_view plural;  // table and path: "consultations"; empty for a struct that lives in a list only
    std::string_view ja;
    std::string_view en;
    std::span<Field const> fields;
    char const* type = nullptr;
    Holder (*make)() = nullptr;
    Holder (*copy)(void const*) = nullptr;

    [[nodiscard]] Field const* find(std::string_view field_name) const noexcept;
};

// What a field looks like when an element of its list stands alone.
[[nodiscard]] Field element_of(Field const& list);
[[nodiscard]] bool has_value(std::span<EnumValue const> values, std::string_view text) noexcept;

}  // namespace record
