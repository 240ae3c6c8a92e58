#pragma once
// IP addresses as values: is it one, is it public, is it in a network.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace formats::mail {

struct IpAddress {
    std::array<std::uint8_t, 16> bytes{};  // IPv4 as ::ffff:a.b.c.d
    bool v4 = false;
    bool operator==(IpAddress const&) const = default;
};

// "203.0.113.7", "2001:db8::1", "IPv6:2001:db8::1"; a zone behind "%" is dropped.
[[nodiscard]] std::optional<IpAddress> parse_ip(std::string_view text);
[[nodiscard]] std::string to_string(IpAddress const& address);
// Of the internet: not internal, multicast or reserved. Addresses of documentation count: they stand for
// such.
[[nodiscard]] bool is_public(IpAddress const& address) noexcept;
// Private, shared, loopback or link-local: inside somebody's own network.
[[nodiscard]] bool is_internal(IpAddress const& address) noexcept;
// `network` is an address or "address/bits"; false where it is neither.
[[nodiscard]] bool is_inside(IpAddress const& address, std::string_view network);

}  // namespace formats::mail
