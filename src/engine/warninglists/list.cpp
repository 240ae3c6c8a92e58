#include "engine/warninglists/list.h"

#include <algorithm>
#include <array>

namespace engine::warninglists {

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
    using Names = std::string_view;
    static constexpr std::array address = {Names("ip-src"), Names("ip-dst")};
    static constexpr std::array host = {Names("domain"), Names("hostname")};
    static constexpr std::array hidden_host = {Names("domain"), Names("hostname"), Names("onion-address")};
    static constexpr std::array link = {Names("url"), Names("uri"), Names("link")};
    static constexpr std::array mail = {Names("email"),          Names("email-src"),
                                        Names("email-dst"),      Names("target-email"),
                                        Names("email-reply-to"), Names("whois-registrant-email"),
                                        Names("dns-soa-email")};
    static constexpr std::array file = {Names("filename"), Names("attachment"), Names("email-attachment")};
    static constexpr std::array call = {Names("phone-number"), Names("whois-registrant-phone")};
    static constexpr std::array bank = {Names("bank-account-nr"), Names("iban")};
    static constexpr std::array name = {Names("github-username"), Names("twitter-id"), Names("jabber-id")};
    static constexpr std::array card = {Names("cc-number")};
    static constexpr std::array bitcoin = {Names("btc")};
    static constexpr std::array monero = {Names("xmr")};
    static constexpr std::array hash_md5 = {Names("md5")};
    static constexpr std::array hash_sha1 = {Names("sha1")};
    static constexpr std::array hash_sha256 = {Names("sha256")};
    static constexpr std::array hash_sha512 = {Names("sha512")};
    static constexpr std::array hardware = {Names("mac-address")};
    static constexpr std::array weakness = {Names("vulnerability")};
    static constexpr std::array system = {Names("AS")};
    switch (type) {
        case account:
            return name;
        case bank_account:
            return bank;
        case btc_address:
            return bitcoin;
        case card_number:
            return card;
        case domain:
            return host;
        case email:
            return mail;
        case filename:
            return file;
        case ipv4:
        case ipv6:
        case cidr:
            return address;
        case md5:
            return hash_md5;
        case onion:
            return hidden_host;
        case phone:
            return call;
        case sha256:
            return hash_sha256;
        case url:
            return link;
        case sha1:
            return hash_sha1;
        case sha512:
            return hash_sha512;
        case mac:
            return hardware;
        case cve:
            return weakness;
        case asn:
            return system;
        case xmr_address:
            return monero;
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
