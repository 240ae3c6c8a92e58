#include "engine/links/rules.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace engine::links {

namespace {

using Weight = std::pair<std::string_view, double>;
constexpr std::array<Weight, 21> weights = {{
    {"bank_account", 0.98}, {"btc_address", 0.98}, {"eth_address", 0.98}, {"trx_address", 0.98},
    {"txid", 0.98},         {"sha256", 0.97},      {"md5", 0.95},         {"onion", 0.97},
    {"gift_code", 0.95},    {"card_number", 0.95}, {"url", 0.95},         {"email", 0.92},
    {"phone", 0.92},        {"line_id", 0.92},     {"telegram_id", 0.92}, {"discord_id", 0.92},
    {"device_id", 0.92},    {"account", 0.90},     {"ipv4", 0.60},        {"ipv6", 0.70},
    {"filename", 0.40},
}};
constexpr double any_other = 0.50;
constexpr double by_host = 0.75;

}  // namespace

bool links(std::string_view type, bool listed) noexcept {
    if (type == "domain" || type == "ipv4" || type == "ipv6" || type == "email") {
        // An address of one mailbox is not the provider's; a listed host is everybody's.
        return type == "email" || !listed;
    }
    return true;
}

bool roles_link(std::string_view a, std::string_view b) noexcept {
    return a == "subject" || b == "subject";
}

double weight(std::string_view type, By by) noexcept {
    if (by == By::host) {
        return by_host;
    }
    auto const* const found = std::find_if(weights.begin(), weights.end(),
                                           [type](Weight const& weight) { return weight.first == type; });
    return found == weights.end() ? any_other : found->second;
}

double rarity_weight(double weight, std::int64_t records) noexcept {
    return weight / (1.0 + 0.25 * std::log2(static_cast<double>(std::max<std::int64_t>(records, 1))));
}

double combine(double strength, double weight) noexcept {
    return 1.0 - (1.0 - strength) * (1.0 - weight);
}

}  // namespace engine::links
