#pragma once
// A warning list as the matcher takes it, and which lists speak about which of our types.

#include "engine/observables/extract.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine::warninglists {

enum class ListType : std::uint8_t { cidr, hostname, string, substring, regex };
[[nodiscard]] std::optional<ListType> list_type(std::string_view name) noexcept;  // "cidr" …

struct List {
    std::string name;
    ListType type = ListType::string;
    std::vector<std::string> matching_attributes;  // MISP attribute types; empty or "ALL" = every type
    std::vector<std::string> entries;
};

constexpr std::size_t type_count = static_cast<std::size_t>(observables::Type::xrp_address) + 1;

// The MISP attribute types of which a value of ours can be.
[[nodiscard]] std::span<std::string_view const> attribute_types(observables::Type type) noexcept;
[[nodiscard]] bool applies(List const& list, observables::Type type);

// ASCII letters only: host names, addresses and hashes have no case.
[[nodiscard]] std::string lower(std::string_view text);
// The host of a URL, or the value itself where it has no "://"; without user, port and final dot.
[[nodiscard]] std::string_view host_of(std::string_view value) noexcept;

}  // namespace engine::warninglists
