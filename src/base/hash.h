#pragma once
// SHA-256 and hexadecimal text.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

using Sha256 = std::array<std::uint8_t, 32>;

[[nodiscard]] Sha256 sha256(std::string_view bytes);
[[nodiscard]] std::string_view as_bytes(Sha256 const& digest) noexcept;
[[nodiscard]] std::string to_hex(std::string_view bytes);
[[nodiscard]] std::optional<std::string> from_hex(std::string_view hex);
// HMAC-SHA-256 under a key of any length.
[[nodiscard]] Sha256 hmac_sha256(std::string_view key, std::string_view bytes);

}  // namespace base
