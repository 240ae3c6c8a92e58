#pragma once
// ULIDs: 16 bytes inside, 26 Crockford characters outside; sortable by time of creation. Id<T> is one of a
// certain record. Thread rule: new_ulid() may be called from any thread.

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace base {

struct Ulid {
    std::array<std::uint8_t, 16> bytes{};

    [[nodiscard]] bool is_nil() const noexcept { return *this == Ulid{}; }
    auto operator<=>(Ulid const&) const = default;
};

// A new ULID; strictly greater than every one made before by this process.
[[nodiscard]] Ulid new_ulid();
[[nodiscard]] std::string to_string(Ulid const& id);
// 26 characters of Crockford base 32, upper or lower case; nothing else.
[[nodiscard]] std::optional<Ulid> parse_ulid(std::string_view text);
// Exactly 16 bytes, as the store holds them.
[[nodiscard]] std::optional<Ulid> ulid_from_bytes(std::string_view bytes);
[[nodiscard]] std::string_view as_bytes(Ulid const& id) noexcept;

template <typename T>
struct Id {
    Ulid value;
    auto operator<=>(Id const&) const = default;
};

}  // namespace base

template <>
struct std::hash<base::Ulid> {
    std::size_t operator()(base::Ulid const& id) const noexcept;
};
