#include "engine/warninglists/list.h"

#include <algorithm>
#include <array>

namespace engine::warninglists {

namespace {

using Names = std::string_view;
constexpr std::array address_types = {Names("ip-src"), Names("ip-dst")};
constexpr std::array host_types = {Names("domain"), Names("hostname")};
constexpr std::array hidden_host_types = {Names("domain"), Names("hostname"), Names("onion-address")};
constexpr std::array link_types = {Names("url"), Names("uri"), Names("link")};
constexpr std::array mail_types = {Names("email"),          Names("email-src"),
                                   Names("email-dst"),      Names("target-email"),
                                   Names("email-reply-to"), Names("whois-registrant-email"),
                                   Names("dns-soa-email")};
constexpr std::array file_types = {Names("filename"), Names("attachment"), Names("email-attachment")};
constexpr std::array call_types = {Names("phone-number"), Names("whois-registrant-phone")};
constexpr std::array bank_types = {Names("bank-account-nr"), Names("iban")};
constexpr std::array name_types = {Names("github-username"), Names("twitter-id"), Names("jabber-id")};
constexpr std::array card_types = {Names("cc-number")};
constexpr std::array bitcoin_types = {Names("btc")};
constexpr std::array monero_types = {Names("xmr")};
constexpr std::array hash_md5_types = {Names("md5")};
constexpr std::array hash_sha1_types = {Names("sha1")};
constexpr std::array hash_sha256_types = {Names("sha256")};
constexpr std::array hash_sha512_types = {Names("sha512")};
constexpr std::array hardware_types = {Names("mac-address")};
constexpr std::array weakness_types = {Names("vulnerability")};
constexpr std::array system_types = {Names("AS")};

}  // namespace

std::optional<ListType> list_type(std::string_view name) noexcept {
    constexpr std::array<std::string_view, 5> names = {"cidr", "hostname", "string", "substring", "regex"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == name) {
            return static_cast<ListType>(i);
        }
    }
    return std::nullopt;
}

std::span<std::string_view const> attribute_types(observables::Type type) noexcept {
    using enum observables::Type;
    switch (type) {
        case account:
            return name_types;
        case bank_account:
            return bank_types;
        case btc_address:
            return bitcoin_types;
        case card_number:
            return card_types;
        case domain:
            return host_types;
        case email:
            return mail_types;
        case filename:
            return file_types;
        case ipv4:
        case ipv6:
        case cidr:
            return address_types;
        case md5:
            return hash_md5_types;
        case onion:
            return hidden_host_types;
        case phone:
            return call_types;
        case sha256:
            return hash_sha256_types;
        case url:
            return link_types;
        case sha1:
            return hash_sha1_types;
        case sha512:
            return hash_sha512_types;
        case mac:
            return hardware_types;
        case cve:
            return weakness_types;
        case asn:
            return system_types;
        case xmr_address:
            return monero_types;
        case device_id:
        case discord_id:
        case eth_address:
        case file_ext:
        case game_id:
        case gift_code:
        case line_id:
        case postal_address:
        case ssid:
        case telegram_id:
        case tracking_no:
        case trx_address:
        case txid:
        case attack_id:
        case ltc_address:
        case xrp_address:
            return {};
    }
    return {};
}

bool applies(List const& list, observables::Type type) {
    auto const& wanted = list.matching_attributes;
    auto const has = [&](std::string_view name) {
        return std::find(wanted.begin(), wanted.end(), name) != wanted.end();
    };
    auto const names = attribute_types(type);
    return wanted.empty() || has("ALL") || std::any_of(names.begin(), names.end(), has);
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') {
            c = static_cast<char>(c - 'A' + 'a');
        }
    }
    return out;
}

std::string_view host_of(std::string_view value) noexcept {
    auto const scheme = value.find("://");
    if (scheme != std::string_view::npos) {
        value.remove_prefix(scheme + 3);
        value = value.substr(0, value.find_first_of("/?#\\"));
        auto const user = value.rfind('@');
        value.remove_prefix(user == std::string_view::npos ? 0 : user + 1);
        auto const port = value.rfind(':');
        auto const bracket = value.rfind(']');
        if (port != std::string_view::npos && (bracket == std::string_view::npos || bracket < port)) {
            value = value.substr(0, port);
        }
    }
    while (value.ends_with('.')) {
        value.remove_suffix(1);
    }
    return value;
}

}  // namespace engine::warninglists
