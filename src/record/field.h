#pragma once
// From a pointer to member to a Field: the only templates of the record layer. The name comes from the
// member, so a typo does not compile; doubled fields, fields of another struct and names that SQL reserves do
// not compile either.

#include "base/problem.h"
#include "record/enum_values.h"
#include "record/schema.h"

#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace record {

// A nested struct as a Value and back.
[[nodiscard]] Value value_of(Schema const& schema, void const* record);
void assign(Schema const& schema, void* record, Value&& value);

namespace detail {

template <typename T>
inline constexpr char type_tag = 0;

template <auto Member>
consteval std::string_view member_name() {
    std::string_view text = __PRETTY_FUNCTION__;
    text.remove_prefix(text.find("Member = ") + 9);
    text = text.substr(0, text.find_first_of(";]"));
    text.remove_prefix(text.rfind("::") + 2);
    auto const end =
        text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    return text.substr(0, end);
}
struct NameProbe {
    int member_to_be_named;
};
static_assert(member_name<&NameProbe::member_to_be_named>() == "member_to_be_named");

template <typename T>
T take(Value&& value) {
    auto* const held = std::get_if<T>(&value.data);
    BASE_ASSERT(held);
    return std::move(*held);
}

// How a C++ type is shown as a Value. `plain`: the Value holds this very type.
template <typename M, Kind K>
struct Plain {
    static constexpr Kind kind = K;
    static Value to_value(Field const&, M const& member) { return Value(member); }
    static M from_value(Field const&, Value&& value) { return take<M>(std::move(value)); }
};

template <typename M>
struct Member {  // a described struct
    static_assert(std::is_aggregate_v<M>, "a record member must be of a type that record/field.h knows");
    static constexpr Kind kind = Kind::structure;
    static Value to_value(Field const& field, M const& member) {
        return value_of(*field.element_schema, &member);
    }
    static M from_value(Field const& field, Value&& value) {
        M member;
        assign(*field.element_schema, &member, std::move(value));
        return member;
    }
};
template <>
struct Member<std::string> : Plain<std::string, Kind::text> {};
template <>
struct Member<bool> : Plain<bool, Kind::boolean> {};
template <>
struct Member<base::Instant> : Plain<base::Instant, Kind::instant> {};
template <>
struct Member<base::ToldTime> : Plain<base::ToldTime, Kind::told_time> {};
template <>
struct Member<base::Date> : Plain<base::Date, Kind::date> {};
template <>
struct Member<base::Money> : Plain<base::Money, Kind::money> {};
template <>
struct Member<base::Ulid> {
    static constexpr Kind kind = Kind::id;
    static Value to_value(Field const&, base::Ulid const& member) {
        return member.is_nil() ? Value() : Value(member);
    }
    static base::Ulid from_value(Field const&, Value&& value) {
        return value.is_absent() ? base::Ulid{} : take<base::Ulid>(std::move(value));
    }
};
template <typename T>
struct Member<base::Id<T>> {
    static constexpr Kind kind = Kind::id;
    static Value to_value(Field const& field, base::Id<T> const& member) {
        return Member<base::Ulid>::to_value(field, member.value);
    }
    static base::Id<T> from_value(Field const& field, Value&& value) {
        return {Member<base::Ulid>::from_value(field, std::move(value))};
    }
};
template <std::integral M>
struct Member<M> {
    static_assert(sizeof(M) < 8 || std::is_signed_v<M>, "an integer field must fit into 64 bits with sign");
    static constexpr Kind kind = Kind::integer;
    static Value to_value(Field const&, M const& member) { return Value(static_cast<std::int64_t>(member)); }
    static M from_value(Field const&, Value&& value) {
        return static_cast<M>(take<std::int64_t>(std::move(value)));
    }
};
template <typename M>
    requires std::is_enum_v<M>
struct Member<M> {
    static constexpr Kind kind = Kind::enumeration;
    static Value to_value(Field const&, M const& member) { return Value(std::string(enum_text(member))); }
    static M from_value(Field const&, Value&& value) {
        auto const member = parse_enum<M>(take<std::string>(std::move(value)));
        BASE_ASSERT(member);
        return *member;
    }
};
template <typename M>
struct Member<std::optional<M>> {
    static constexpr Kind kind = Member<M>::kind;
    static Value to_value(Field const& field, std::optional<M> const& member) {
        return member ? Member<M>::to_value(field, *member) : Value();
    }
    static std::optional<M> from_value(Field const& field, Value&& value) {
        return value.is_absent() ? std::nullopt
                                 : std::optional<M>(Member<M>::from_value(field, std::move(value)));
    }
};
template <typename M>
struct Member<std::vector<M>> {
    static constexpr Kind kind = Kind::list;
    static Value to_value(Field const& field, std::vector<M> const& member) {
        Values values;
        values.reserve(member.size());
        for (auto const& element : member) {
            values.push_back(Member<M>::to_value(field, element));
        }
        return Value(std::move(values));
    }
    static std::vector<M> from_value(Field const& field, Value&& value) {
        std::vector<M> member;
        for (auto& element : take<Values>(std::move(value))) {
            member.push_back(Member<M>::from_value(field, std::move(element)));
        }
        return member;
    }
};

template <typename M>
struct Inner {
    using Type = M;
};
template <typename M>
struct Inner<std::optional<M>> {
    using Type = M;
};
template <typename M>
struct Inner<std::vector<M>> {
    using Type = M;
    static_assert(Member<M>::kind != Kind::list, "a list of lists is not a field");
};

template <typename Pointer>
struct Parts;
template <typename T, typename M>
struct Parts<M T::*> {
    using Record = T;
    using Type = M;
};

template <auto Pointer>
Value get_member(Field const& field, void const* record) {
    using P = Parts<decltype(Pointer)>;
    return Member<typename P::Type>::to_value(field,
                                              static_cast<typename P::Record const*>(record)->*Pointer);
}
template <auto Pointer>
void set_member(Field const& field, void* record, Value&& value) {
    using P = Parts<decltype(Pointer)>;
    static_cast<typename P::Record*>(record)->*Pointer =
        Member<typename P::Type>::from_value(field, std::move(value));
}

template <typename T>
Holder make_record() {
    return {std::make_unique<T>().release(),
            [](void* record) { std::unique_ptr<T>(static_cast<T*>(record)); }};
}
template <typename T>
Holder copy_record(void const* from) {
    auto holder = make_record<T>();
    *static_cast<T*>(holder.get()) = *static_cast<T const*>(from);
    return holder;
}

// Words that SQLite or PostgreSQL refuse as a column name.
inline constexpr std::string_view reserved_words[] = {
    "all",        "analyse",    "analyze",      "and",          "any",         "array",     "as",
    "asc",        "both",       "case",         "cast",         "check",       "collate",   "column",
    "constraint", "create",     "current_date", "current_time", "default",     "delete",    "desc",
    "distinct",   "do",         "drop",         "else",         "end",         "escape",    "except",
    "exists",     "false",      "for",          "foreign",      "from",        "grant",     "group",
    "having",     "in",         "index",        "initially",    "insert",      "intersect", "into",
    "is",         "isnull",     "join",         "leading",      "limit",       "not",       "notnull",
    "null",       "offset",     "on",           "only",         "or",          "order",     "placing",
    "primary",    "references", "returning",    "select",       "set",         "some",      "symmetric",
    "table",      "then",       "to",           "trailing",     "transaction", "true",      "union",
    "unique",     "update",     "user",         "using",        "values",      "when",      "where",
    "window",     "with"};
inline constexpr std::string_view envelope_names[] = {"seq",         "id",         "version",    "created_at",
                                                      "created_by",  "changed_at", "changed_by", "owner_unit",
                                                      "origin_unit", "restriction"};
inline constexpr std::string_view column_suffixes[] = {"_currency", "_earliest", "_latest", "_wording"};

consteval bool is_among(std::string_view word, std::span<std::string_view const> words) {
    for (auto const& other : words) {
        if (word == other) {
            return true;
        }
    }
    return false;
}

consteval void check_names(std::span<Field const> fields, bool is_table) {
    for (auto const& field : fields) {
        if (is_table && (is_among(field.name, reserved_words) || is_among(field.name, envelope_names))) {
            throw "the field has a name that SQL or the envelope keeps for itself";
        }
        for (auto const& other : fields) {
            if (&field != &other && field.name == other.name) {
                throw "the field is described twice";
            }
            bool const grows = other.name.size() > field.name.size() && other.name.starts_with(field.name) &&
                               (field.kind == Kind::money || field.kind == Kind::told_time);
            if (grows && is_among(other.name.substr(field.name.size()), column_suffixes)) {
                throw "the field has the name of a column of another field";
            }
        }
    }
}

}  // namespace detail

namespace detail {

template <auto Pointer>
consteval Field describe(std::string_view ja, std::string_view en, Rules const& rules) {
    using P = Parts<decltype(Pointer)>;
    using Type = typename P::Type;
    using Element = typename Inner<Type>::Type;
    Field field;
    field.name = member_name<Pointer>();
    field.ja = ja;
    field.en = en;
    field.kind = Member<Type>::kind;
    field.element = Member<Element>::kind;
    field.optional = std::is_same_v<Type, std::optional<Element>>;
    field.rules = rules;
    if constexpr (std::is_enum_v<Element>) {
        field.values = enum_values<Element>;
    }
    if constexpr (std::integral<Element>) {
        field.smallest = static_cast<std::int64_t>(std::numeric_limits<Element>::min());
        field.largest = static_cast<std::int64_t>(std::numeric_limits<Element>::max());
    }
    if (ja.empty() || en.empty()) {
        throw "a field needs a Japanese and an English label";
    }
    if (rules.help_ja.empty() != rules.help_en.empty()) {
        throw "the help of a field is Japanese and English";
    }
    if (field.kind == Kind::structure) {
        throw "a struct is a field only as the element of a list";
    }
    field.owner = &type_tag<typename P::Record>;
    field.get = &get_member<Pointer>;
    field.set = &set_member<Pointer>;
    return field;
}

}  // namespace detail

// The description of one member.
template <auto Pointer>
consteval Field field(std::string_view ja, std::string_view en, Rules const& rules = {}) {
    auto const field = detail::describe<Pointer>(ja, en, rules);
    if (field.element == Kind::structure) {
        throw "a list of structs names the Schema of its elements";
    }
    return field;
}

// The description of a list of structs, with the Schema of its elements.
// (A second overload and not a null default: under UBSan g++ 12 cannot compare the address of a Schema with
// null at compile time.)
template <auto Pointer>
consteval Field field(std::string_view ja, std::string_view en, Rules const& rules,
                      Schema const* element_schema) {
    using Element = typename detail::Inner<typename detail::Parts<decltype(Pointer)>::Type>::Type;
    auto field = detail::describe<Pointer>(ja, en, rules);
    if (field.element != Kind::structure) {
        throw "only a list of structs names the Schema of its elements";
    }
    if (element_schema->type != &detail::type_tag<Element>) {
        throw "the Schema is not that of the element";
    }
    field.element_schema = element_schema;
    return field;
}

// The description of a struct; without `plural` it lives only in lists and has no table.
template <typename T>
consteval Schema schema(std::string_view name, std::string_view plural, std::string_view ja,
                        std::string_view en, std::span<Field const> fields) {
    for (auto const& field : fields) {
        if (field.owner != &detail::type_tag<T>) {
            throw "the field belongs to another struct";
        }
    }
    detail::check_names(fields, !plural.empty());
    Schema schema;
    schema.name = name;
    schema.plural = plural;
    schema.ja = ja;
    schema.en = en;
    schema.fields = fields;
    schema.type = &detail::type_tag<T>;
    schema.make = &detail::make_record<T>;
    schema.copy = &detail::copy_record<T>;
    return schema;
}

}  // namespace record
