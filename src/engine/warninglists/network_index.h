#pragma once
// IPv4 and IPv6 networks → the lists that hold them, for any network around an address. Built once, then
// immutable.

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace engine::warninglists {

struct Address {
    bool v6 = false;
    std::uint64_t high = 0;  // 0 for IPv4
    std::uint64_t low = 0;
    auto operator<=>(Address const&) const = default;
};
struct Network {
    Address first;
    Address last;
};

[[nodiscard]] std::optional<Address> parse_address(std::string_view text) noexcept;
// "192.0.2.0/24", or an address alone; bits beyond the prefix are ignored, as MISP does.
[[nodiscard]] std::optional<Network> parse_network(std::string_view text) noexcept;

class NetworkIndex {
  public:
    void add(Network const& network, std::uint32_t list);
    void build();
    // The lists with a network around `address`, ascending.
    [[nodiscard]] std::span<std::uint32_t const> around(Address const& address) const noexcept;
    // The lists with a network around all of `network`, ascending; looks at every network.
    [[nodiscard]] std::vector<std::uint32_t> around(Network const& network) const;

  private:
    struct Listed {
        Network network;
        std::uint32_t list = 0;
    };
    struct Segment {
        Address first;  // up to the next segment's first
        std::uint32_t set = 0;
    };
    std::vector<Listed> networks_;
    std::vector<Segment> segments_;
    std::vector<std::vector<std::uint32_t>> sets_;  // [0] is empty
};

}  // namespace engine::warninglists
