#include "formats/mail/network.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace formats::mail {

namespace {

constexpr std::size_t longest_address = 60;

bool in(IpAddress const& address, char const* network) {
    return is_inside(address, network);
}

}  // namespace

std::optional<IpAddress> parse_ip(std::string_view text) {
    if (text.size() > 5 &&
        (text.starts_with("IPv6:") || text.starts_with("ipv6:") || text.starts_with("IPV6:"))) {
        text.remove_prefix(5);
    }
    text = text.substr(0, text.find('%'));
    if (text.size() < 2 || text.size() > longest_address) {
        return std::nullopt;
    }
    std::string const written(text);
    IpAddress address;
    std::array<std::uint8_t, 4> four{};
    if (inet_pton(AF_INET, written.c_str(), four.data()) == 1) {
        address.v4 = true;
        address.bytes[10] = address.bytes[11] = 0xFF;
        std::ranges::copy(four, address.bytes.begin() + 12);
        return address;
    }
    if (text.find(':') == std::string_view::npos ||
        inet_pton(AF_INET6, written.c_str(), address.bytes.data()) != 1) {
        return std::nullopt;
    }
    bool const mapped = std::ranges::all_of(address.bytes.begin(), address.bytes.begin() + 10,
                                            [](std::uint8_t b) { return b == 0; }) &&
                        address.bytes[10] == 0xFF && address.bytes[11] == 0xFF;
    address.v4 = mapped;
    return address;
}

std::string to_string(IpAddress const& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    auto const* const bytes = address.v4 ? address.bytes.data() + 12 : address.bytes.data();
    inet_ntop(address.v4 ? AF_INET : AF_INET6, bytes, text.data(), text.size());
    return text.data();
}

bool is_internal(IpAddress const& address) noexcept {
    static constexpr std::array networks = {"10.0.0.0/8",  "172.16.0.0/12",  "192.168.0.0/16",
                                            "127.0.0.0/8", "169.254.0.0/16", "100.64.0.0/10",
                                            "fc00::/7",    "fe80::/10",      "::1"};
    return std::ranges::any_of(networks, [&](char const* network) { return in(address, network); });
}

bool is_public(IpAddress const& address) noexcept {
    if (!address.v4) {
        return in(address, "2000::/3");
    }
    static constexpr std::array closed = {"0.0.0.0/8", "192.0.0.0/24", "198.18.0.0/15", "224.0.0.0/3"};
    return !is_internal(address) &&
           std::ranges::none_of(closed, [&](char const* network) { return in(address, network); });
}

bool is_inside(IpAddress const& address, std::string_view network) {
    auto const slash = network.find('/');
    auto const base = parse_ip(network.substr(0, slash));
    if (!base || base->v4 != address.v4) {
        return false;
    }
    unsigned bits = 128;
    if (slash != std::string_view::npos) {
        auto const digits = network.substr(slash + 1);
        unsigned written = 0;
        auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), written);
        if (error != std::errc() || end != digits.data() + digits.size() ||
            written > (base->v4 ? 32U : 128U)) {
            return false;
        }
        bits = base->v4 ? written + 96 : written;
    }
    for (unsigned bit = 0; bit < bits; bit += 8) {
        unsigned const left = std::min(8U, bits - bit);
        unsigned const mask = (0xFFU << (8U - left)) & 0xFFU;
        if (((static_cast<unsigned>(address.bytes[bit / 8]) ^ base->bytes[bit / 8]) & mask) != 0) {
            return false;
        }
    }
    return true;
}

}  // namespace formats::mail
