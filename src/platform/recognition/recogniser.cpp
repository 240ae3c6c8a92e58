#include "platform/recognition/recogniser.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "engine/links/rules.h"
#include "engine/warninglists/matcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <mutex>

namespace platform::recognition {

namespace observables = engine::observables;

namespace {

struct TypeLabel {
    std::string_view type;
    std::string_view ja;
    std::string_view en;
};
constexpr std::array<TypeLabel, 37> labels = {{
    {"account", "アカウント", "account"},
    {"bank_account", "口座", "bank account"},
    {"btc_address", "ビットコインアドレス", "Bitcoin address"},
    {"card_number", "カード番号", "card number"},
    {"device_id", "端末番号", "device id"},
    {"discord_id", "Discord ID", "Discord id"},
    {"domain", "ドメイン", "domain"},
    {"email", "メールアドレス", "e-mail address"},
    {"eth_address", "イーサリアムアドレス", "Ethereum address"},
    {"file_ext", "拡張子", "file extension"},
    {"filename", "ファイル名", "file name"},
    {"game_id", "ゲームID", "game id"},
    {"gift_code", "電子マネー番号", "gift code"},
    {"ipv4", "IPアドレス", "IP address"},
    {"ipv6", "IPアドレス", "IP address"},
    {"line_id", "LINE ID", "LINE id"},
    {"md5", "ハッシュ値", "hash"},
    {"onion", "onionアドレス", "onion address"},
    {"phone", "電話番号", "telephone number"},
    {"postal_address", "住所", "postal address"},
    {"sha256", "ハッシュ値", "hash"},
    {"ssid", "SSID", "SSID"},
    {"telegram_id", "テレグラムID", "Telegram id"},
    {"tracking_no", "追跡番号", "tracking number"},
    {"trx_address", "トロンアドレス", "Tron address"},
    {"txid", "取引ID", "transaction id"},
    {"url", "URL", "URL"},
    {"sha1", "ハッシュ値", "hash"},
    {"sha512", "ハッシュ値", "hash"},
    {"cidr", "ネットワーク", "network"},
    {"mac", "MACアドレス", "MAC address"},
    {"cve", "CVE番号", "CVE"},
    {"attack_id", "ATT&CK番号", "ATT&CK id"},
    {"asn", "AS番号", "AS number"},
    {"ltc_address", "ライトコインアドレス", "Litecoin address"},
    {"xmr_address", "モネロアドレス", "Monero address"},
    {"xrp_address", "リップルアドレス", "XRP address"},
}};

std::string_view role_name(observables::Role role) {
    switch (role) {
        case observables::Role::subject:
            return "subject";
        case observables::Role::victim:
            return "victim";
        case observables::Role::third_party:
            return "third_party";
    }
    return "subject";
}

// 銀行|支店|種目|番号|名義 → without the holder, who is written in many ways.
std::string without_holder(std::string const& account) {
    std::size_t at = 0;
    for (int bars = 0; bars < 4; ++bars) {
        at = account.find('|', at);
        if (at == std::string::npos) {
            return account;
        }
        ++at;
    }
    return account.substr(0, at - 1);
}

std::string_view host_of(std::string_view url) {
    auto const scheme = url.find("://");
    auto host = scheme == std::string_view::npos ? url : url.substr(scheme + 3);
    host = host.substr(0, host.find_first_of("/?#"));
    if (auto const user = host.rfind('@'); user != std::string_view::npos) {
        host = host.substr(user + 1);
    }
    if (!host.starts_with('[')) {
        host = host.substr(0, host.find(':'));
    }
    return host;
}

bool is_address(std::string_view host) {
    return host.starts_with('[') ||
           std::all_of(host.begin(), host.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

bool is_documentation(std::string_view type, std::string_view value) {
    auto const host = type == "url" ? host_of(value) : value;
    if (type == "ipv4" || (type == "url" && is_address(host))) {
        return host.starts_with("192.0.2.") || host.starts_with("198.51.100.") ||
               host.starts_with("203.0.113.");
    }
    if (type == "ipv6") {
        return host.starts_with("2001:db8:");
    }
    return host.ends_with(".example") || host.ends_with(".test") || host.ends_with(".invalid") ||
           host.ends_with("example.com") || host.ends_with("example.net") || host.ends_with("example.org");
}

}  // namespace

Recogniser::Recogniser(std::shared_ptr<observables::Reference const> reference, std::string card_key)
    : extractor_(std::move(reference)), card_key_(std::move(card_key)) {}

void Recogniser::use_lists(std::shared_ptr<engine::warninglists::Matcher const> lists) {
    std::unique_lock const lock(lists_mutex_);
    lists_ = std::move(lists);
}

Recognised Recogniser::convert(observables::Found const& found) const {
    Recognised recognised;
    recognised.key.type = observables::type_name(found.type);
    recognised.start = found.start;
    recognised.end = found.end;
    recognised.role = role_name(found.role);
    recognised.unverified = found.unverified;
    switch (found.type) {
        case observables::Type::card_number:
            recognised.key.value = fmt::format(
                "hmac:{}:{}", base::to_hex(base::as_bytes(base::hmac_sha256(card_key_, found.value))),
                found.value.substr(found.value.size() - 4));
            break;
        case observables::Type::bank_account:
            recognised.key.value = without_holder(found.value);
            break;
        default:
            recognised.key.value = found.value;
    }
    recognised.shown = shown_value(recognised.key);
    recognised.documentation = is_documentation(recognised.key.type, recognised.key.value);
    auto const lists = [this] {
        std::shared_lock const lock(lists_mutex_);
        return lists_;
    }();
    if (lists) {
        for (auto const name : lists->names(found.type, found.value)) {
            recognised.listed.emplace_back(name);
        }
    }
    if (found.type == observables::Type::url && recognised.listed.empty()) {
        auto const host = std::string(host_of(found.value));
        auto const type = !is_address(host) ? "domain" : host.starts_with('[') ? "" : "ipv4";
        if (!host.empty() && *type != '\0') {
            recognised.hosts.push_back({type, host});
        }
    }
    return recognised;
}

std::vector<Recognised> Recogniser::recognise(std::string_view text) const {
    std::vector<Recognised> recognised;
    for (auto const& found : extractor_.extract(text)) {
        recognised.push_back(convert(found));
        if (found.type == observables::Type::url && engine::links::is_post(found.value, text)) {
            recognised.back().hosts.clear();
        }
    }
    return recognised;
}

std::vector<Recognised> Recogniser::recognise_value(std::string_view type, std::string_view value) const {
    std::vector<Recognised> recognised;
    for (auto const& found : extractor_.extract(value, observables::Types::all)) {
        if (observables::type_name(found.type) == type) {
            recognised.push_back(convert(found));
        }
    }
    return recognised;
}

bool Recogniser::is_listed(registry::ObservableKey const& key) const {
    std::shared_lock const lock(lists_mutex_);
    if (!lists_) {
        return false;
    }
    for (auto const type : {observables::Type::domain, observables::Type::ipv4, observables::Type::ipv6}) {
        if (observables::type_name(type) == key.type) {
            return !lists_->match(type, key.value).empty();
        }
    }
    return false;
}

std::vector<registry::Seen> Recogniser::seen(std::vector<Recognised> const& found, std::string_view text,
                                             std::string_view field) {
    std::vector<registry::Seen> seen;
    for (auto const& observable : found) {
        registry::Seen one{observable.key,
                           std::string(field),
                           std::string(text.substr(observable.start, observable.end - observable.start)),
                           observable.start,
                           observable.end,
                           observable.role,
                           false,
                           observable.unverified};
        seen.push_back(one);
        for (auto const& host : observable.hosts) {
            one.key = host;
            one.derived = true;
            seen.push_back(one);
        }
    }
    return seen;
}

std::string Recogniser::mask_cards(std::string_view text, std::vector<Recognised> const& found) {
    std::string masked(text);
    for (auto const& observable : found) {
        if (observable.key.type != "card_number") {
            continue;
        }
        std::vector<std::size_t> digits;  // where each digit starts; ASCII is one byte, full-width three
        for (std::size_t at = observable.start; at < observable.end;) {
            auto const point = base::decode_utf8(text, at);
            bool const digit = (point.value >= U'0' && point.value <= U'9') ||
                               (point.value >= U'０' && point.value <= U'９');
            if (digit) {
                digits.push_back(at);
            }
            at += point.length;
        }
        for (std::size_t i = 0; i + 4 < digits.size(); ++i) {
            bool const wide = base::decode_utf8(text, digits[i]).length == 3;
            masked.replace(digits[i], wide ? 3 : 1, wide ? "＊" : "*");
        }
    }
    return masked;
}

base::Words type_label(std::string_view type) {
    auto const* const found = std::find_if(labels.begin(), labels.end(),
                                           [type](TypeLabel const& label) { return label.type == type; });
    if (found == labels.end()) {
        return {std::string(type), std::string(type)};
    }
    return {std::string(found->ja), std::string(found->en)};
}

std::string shown_value(registry::ObservableKey const& key) {
    if (key.type == "card_number") {
        return "•••• " + key.value.substr(key.value.size() - std::min<std::size_t>(4, key.value.size()));
    }
    if (key.type == "bank_account") {
        auto shown = key.value;
        std::replace(shown.begin(), shown.end(), '|', ' ');
        return shown;
    }
    return key.value;
}

}  // namespace platform::recognition
