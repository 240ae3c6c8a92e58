#pragma once
// IP address ranges (CIDR) and the client's address behind a trusted proxy. Nothing here resolves names.

#include "base/parsed.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace platform::http {

class AddressRange {
  public:
    // "10.0.0.0/8", "::1/128" or one address. Bits below the prefix must be 0.
    [[nodiscard]] static base::Parsed<AddressRange> parse(std::string_view text);
    // False for anything that is not an address. An IPv4-mapped IPv6 address counts as IPv4.
    [[nodiscard]] bool contains(std::string_view address) const;

  private:
    std::array<std::uint8_t, 16> prefix_{};
    unsigned length_ = 128;  // of the 128-bit form
};

[[nodiscard]] bool is_loopback_address(std::string_view address);
// The right-most address of X-Forwarded-For that is not the proxy's own range; `peer` where there is none.
[[nodiscard]] std::string client_address(std::string_view x_forwarded_for, std::string_view peer,
                                         AddressRange const& proxies);

}  // namespace platform::http
