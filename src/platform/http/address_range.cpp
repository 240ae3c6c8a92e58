#include "platform/http/address_range.h"

#include "platform/http/header_values.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <ranges>

namespace platform::http {

namespace {

using Bytes = std::array<std::uint8_t, 16>;

struct Address {
    Bytes bytes{};
    bool is_v4 = false;
};

// IPv4 is kept as ::ffff:a.b.c.d.
std::optional<Address> parse_address(std::string_view text) {
    std::string const terminated(text);
    std::array<std::uint8_t, 4> v4{};
    if (inet_pton(AF_INET, terminated.c_str(), v4.data()) == 1) {
        Address address{.bytes = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, v4[0], v4[1], v4[2], v4[3]},
                        .is_v4 = true};
        return address;
    }
    Address address;
    if (text.find('\0') == std::string_view::npos &&
        inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) == 1) {
        return address;
    }
    return std::nullopt;
}

// The first `length` bits kept, the rest 0.
Bytes masked(Bytes bytes, unsigned length) {
    for (unsigned i = 0; i < bytes.size(); ++i) {
        unsigned const kept = length <= i * 8 ? 0 : std::min(8U, length - i * 8);
        bytes[i] = static_cast<std::uint8_t>(bytes[i] & (0xff00U >> kept));
    }
    return bytes;
}

}  // namespace

base::Parsed<AddressRange> AddressRange::parse(std::string_view text) {
    auto const refuse = [] {
        return base::Violation{
            "behind-proxy",
            {"アドレス範囲 (例 10.0.0.0/8) ではありません", "not an address range such as 10.0.0.0/8"}};
    };
    auto const slash = std::min(text.find('/'), text.size());
    auto const address = parse_address(text.substr(0, slash));
    if (!address) {
        return refuse();
    }
    unsigned length = address->is_v4 ? 32 : 128;
    if (slash < text.size()) {
        unsigned written = 0;
        auto const digits = text.substr(slash + 1);
        auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), written);
        if (error != std::errc() || end != digits.data() + digits.size() || written > length) {
            return refuse();
        }
        length = written;
    }
    AddressRange range;
    range.length_ = address->is_v4 ? length + 96 : length;
    range.prefix_ = masked(address->bytes, range.length_);
    if (range.prefix_ != address->bytes) {
        return refuse();
    }
    return range;
}

bool AddressRange::contains(std::string_view address) const {
    auto const parsed = parse_address(address);
    return parsed && masked(parsed->bytes, length_) == prefix_;
}

bool is_loopback_address(std::string_view address) {
    auto const parsed = parse_address(address);
    if (!parsed) {
        return false;
    }
    static constexpr Bytes loopback_v6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    return parsed->is_v4 ? parsed->bytes[12] == 127 : parsed->bytes == loopback_v6;
}

std::string client_address(std::string_view x_forwarded_for, std::string_view peer,
                           AddressRange const& proxies) {
    auto const hops = split_list(x_forwarded_for);
    for (auto const hop : hops | std::views::reverse) {
        if (!parse_address(hop)) {
            break;  // what is left of a broken entry was not written by our proxies
        }
        if (!proxies.contains(hop)) {
            return std::string(hop);
        }
    }
    return std::string(peer);
}

}  // namespace platform::http
