#pragma once
// What joins two records: which observables link, how strongly, and in which roles. Plain functions over
// names of types.

#include <cstdint>
#include <string_view>

namespace engine::links {

enum class By : std::uint8_t { value, host };

// A value links by itself unless it is the host of something on a public platform or a list of known-good
// names.
[[nodiscard]] bool links(std::string_view type, bool listed) noexcept;

// Both sides being the caller's own, or both a third party's, says nothing about one offender.
[[nodiscard]] bool roles_link(std::string_view a, std::string_view b) noexcept;

// Whether a URL is one post or thread of a service on which many people write, so that its host says nothing
// about one offender: by the form of its path, and for forms that others use too by what is told of it.
[[nodiscard]] bool is_post(std::string_view url, std::string_view told) noexcept;

// How much one shared value says, 0 to 1: a wallet or an account says more than a file name.
[[nodiscard]] double weight(std::string_view type, By by) noexcept;

// The weight when `records` records hold the value: what everybody has says little.
[[nodiscard]] double rarity_weight(double weight, std::int64_t records) noexcept;

// Independent reasons together: 1 − Π(1 − w).
[[nodiscard]] double combine(double strength, double weight) noexcept;

}  // namespace engine::links
