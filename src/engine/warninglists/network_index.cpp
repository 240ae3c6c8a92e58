#include "engine/warninglists/network_index.h"

#include <arpa/inet.h>

#include <algorithm>
#include <iterator>
#include <map>

namespace engine::warninglists {

namespace {

constexpr std::size_t longest_address = 45;

std::uint64_t big_endian(std::span<unsigned char const> bytes) noexcept {
    std::uint64_t value = 0;
    for (auto const byte : bytes) {
        value = value << 8U | byte;
    }
    return value;
}

// The lowest `bits` bits set.
std::uint64_t low_bits(unsigned bits) noexcept {
    return bits >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
}

std::optional<unsigned> parse_prefix(std::string_view text, unsigned most) noexcept {
    if (text.empty() || text.size() > 3) {
        return std::nullopt;
    }
    unsigned value = 0;
    for (char const c : text) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        value = value * 10 + static_cast<unsigned>(c - '0');
    }
    return value <= most ? std::optional(value) : std::nullopt;
}

// The address after `address`; nullopt after the last of its family.
std::optional<Address> after(Address address) noexcept {
    auto const last = address.v6 ? ~std::uint64_t{0} : low_bits(32);
    if (address.low != last) {
        ++address.low;
        return address;
    }
    if (!address.v6 || address.high == ~std::uint64_t{0}) {
        return std::nullopt;
    }
    return Address{true, address.high + 1, 0};
}

struct Boundary {
    Address at;
    std::uint32_t list = 0;
    bool opens = false;
};

}  // namespace

std::optional<Address> parse_address(std::string_view text) noexcept {
    if (text.empty() || text.size() > longest_address) {
        return std::nullopt;
    }
    std::array<char, longest_address + 1> terminated{};
    std::copy(text.begin(), text.end(), terminated.begin());
    std::array<unsigned char, 16> bytes{};
    auto const all = std::span<unsigned char const>(bytes);
    if (inet_pton(AF_INET, terminated.data(), bytes.data()) == 1) {
        return Address{false, 0, big_endian(all.first(4))};
    }
    if (inet_pton(AF_INET6, terminated.data(), bytes.data()) == 1) {
        return Address{true, big_endian(all.first(8)), big_endian(all.last(8))};
    }
    return std::nullopt;
}

std::optional<Network> parse_network(std::string_view text) noexcept {
    auto const slash = text.find('/');
    auto const address = parse_address(text.substr(0, slash));
    if (!address) {
        return std::nullopt;
    }
    unsigned const width = address->v6 ? 128 : 32;
    auto const prefix =
        slash == std::string_view::npos ? std::optional(width) : parse_prefix(text.substr(slash + 1), width);
    if (!prefix) {
        return std::nullopt;
    }
    unsigned const host = width - *prefix;
    auto const low = low_bits(std::min(host, 64U));
    auto const high = host > 64 ? low_bits(host - 64) : 0;
    Network network{*address, *address};
    network.first.low &= ~low;
    network.first.high &= ~high;
    network.last.low |= low;
    network.last.high |= high;
    return network;
}

void NetworkIndex::add(Network const& network, std::uint32_t list) {
    networks_.push_back({network, list});
}

void NetworkIndex::build() {
    std::vector<Boundary> boundaries;
    boundaries.reserve(2 * networks_.size());
    for (auto const& [network, list] : networks_) {
        boundaries.push_back({network.first, list, true});
        if (auto const end = after(network.last)) {
            boundaries.push_back({*end, list, false});
        } else if (!network.last.v6) {
            boundaries.push_back({Address{true, 0, 0}, list, false});  // IPv4 ends where IPv6 begins
        }
    }
    std::sort(boundaries.begin(), boundaries.end(),
              [](Boundary const& a, Boundary const& b) { return a.at < b.at; });
    std::map<std::uint32_t, std::size_t> open;  // list → how many of its networks are open here
    std::map<std::vector<std::uint32_t>, std::uint32_t> known;
    sets_.assign(1, {});
    known.emplace(sets_.front(), 0);
    segments_.assign(1, {Address{}, 0});
    for (auto at = boundaries.begin(); at != boundaries.end();) {
        auto const here = at->at;
        for (; at != boundaries.end() && at->at == here; ++at) {
            auto& count = open[at->list];
            at->opens ? ++count : --count;
        }
        std::erase_if(open, [](auto const& entry) { return entry.second == 0; });
        std::vector<std::uint32_t> lists;
        std::transform(open.begin(), open.end(), std::back_inserter(lists),
                       [](auto const& entry) { return entry.first; });
        auto const [set, added] = known.emplace(lists, static_cast<std::uint32_t>(sets_.size()));
        if (added) {
            sets_.push_back(std::move(lists));
        }
        segments_.push_back({here, set->second});
    }
}

std::span<std::uint32_t const> NetworkIndex::around(Address const& address) const noexcept {
    auto const next =
        std::upper_bound(segments_.begin(), segments_.end(), address,
                         [](Address const& a, Segment const& segment) { return a < segment.first; });
    return next == segments_.begin() ? std::span<std::uint32_t const>() : sets_[std::prev(next)->set];
}

std::vector<std::uint32_t> NetworkIndex::around(Network const& network) const {
    std::vector<std::uint32_t> lists;
    for (auto const& listed : networks_) {
        if (listed.network.first <= network.first && network.last <= listed.network.last) {
            lists.push_back(listed.list);
        }
    }
    std::sort(lists.begin(), lists.end());
    lists.erase(std::unique(lists.begin(), lists.end()), lists.end());
    return lists;
}

}  // namespace engine::warninglists
