#pragma once
// Enum ↔ text with labels. Beside the enum stands one function; an enumerator without a label does not
// compile:
//   BOOST_DEFINE_ENUM_CLASS(Encryption, unknown, open, wpa2)
//   consteval auto enum_labels(Encryption) {
//       return record::labels<Encryption>({{Encryption::unknown, "不明", "Unknown"}, …});
//   }

#include "base/problem.h"
#include "record/schema.h"

#include <boost/describe/enum.hpp>
#include <boost/describe/enumerators.hpp>

#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace record {

template <typename E>
struct EnumLabel {
    E value;
    std::string_view ja;
    std::string_view en;
};

namespace detail {

struct EnumName {
    std::int64_t number = 0;
    std::string_view name;
};

// `delete_` and the like are written without the underscore that C++ asks for.
consteval std::string_view outside_name(std::string_view name) {
    if (name.ends_with('_')) {
        name.remove_suffix(1);
    }
    return name;
}

template <template <typename...> typename List, typename... Descriptors>
consteval auto enum_names(List<Descriptors...>) {
    return std::array<EnumName, sizeof...(Descriptors)>{
        EnumName{static_cast<std::int64_t>(Descriptors::value), outside_name(Descriptors::name)}...};
}

}  // namespace detail

// All enumerators in their order of declaration, each with its labels. A missing or doubled label does not
// compile.
template <typename E, std::size_t N>
consteval std::array<EnumValue, N> labels(EnumLabel<E> const (&given)[N]) {
    auto const names = detail::enum_names(boost::describe::describe_enumerators<E>{});
    if (names.size() != N) {
        throw "every enumerator needs exactly one label";
    }
    std::array<EnumValue, N> values{};
    for (std::size_t i = 0; i < N; ++i) {
        values[i].value = names[i].name;
        values[i].number = names[i].number;
        for (auto const& label : given) {
            if (static_cast<std::int64_t>(label.value) == names[i].number) {
                values[i].ja = label.ja;
                values[i].en = label.en;
            }
        }
        if (values[i].ja.empty() || values[i].en.empty()) {
            throw "an enumerator has no Japanese or English label";
        }
    }
    return values;
}

template <typename E>
inline constexpr auto enum_values = enum_labels(E{});

[[nodiscard]] std::string_view text_of(std::span<EnumValue const> values, std::int64_t number) noexcept;
[[nodiscard]] std::optional<std::int64_t> number_of(std::span<EnumValue const> values,
                                                    std::string_view text) noexcept;
[[nodiscard]] EnumValue const* label_of(std::span<EnumValue const> values, std::string_view text) noexcept;

template <typename E>
[[nodiscard]] std::string_view enum_text(E value) noexcept {
    return text_of(enum_values<E>, static_cast<std::int64_t>(value));
}
template <typename E>
[[nodiscard]] std::optional<E> parse_enum(std::string_view text) noexcept {
    auto const number = number_of(enum_values<E>, text);
    return number ? std::optional<E>(static_cast<E>(*number)) : std::nullopt;
}
template <typename E>
[[nodiscard]] EnumValue const& enum_label(E value) noexcept {
    auto const* const label = label_of(enum_values<E>, enum_text(value));
    BASE_ASSERT(label);
    return *label;
}

}  // namespace record
