#include "record/enum_values.h"

#include <algorithm>

namespace record {

std::string_view text_of(std::span<EnumValue const> values, std::int64_t number) noexcept {
    auto const found = std::ranges::find(values, number, &EnumValue::number);
    return found == values.end() ? std::string_view() : found->value;
}

std::optional<std::int64_t> number_of(std::span<EnumValue const> values, std::string_view text) noexcept {
    auto const* const label = label_of(values, text);
    return label ? std::optional(label->number) : std::nullopt;
}

EnumValue const* label_of(std::span<EnumValue const> values, std::string_view text) noexcept {
    auto const found = std::ranges::find(values, text, &EnumValue::value);
    return found == values.end() ? nullptr : &*found;
}

}  // namespace record
