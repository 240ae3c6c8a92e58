#include "formats/misp/attribute_types.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <string>

namespace formats::misp {

namespace {

using enum Meaning;

constexpr AttributeType one(std::string_view name, Meaning meaning = none) {
    return {name, meaning, std::nullopt, false};
}
constexpr AttributeType two(std::string_view name, Meaning first, Meaning second) {
    return {name, first, second, true};
}

// Sorted by name (checked by the test). The types of MISP core format and describeTypes.
constexpr std::array types = {
    one("AS", asn),
    one("aba-rtn"),
    one("anonymised"),
    one("attachment", filename),
    one("authentihash"),
    one("azure-application-id"),
    one("bank-account-nr", bank_account),
    one("bic"),
    one("bin"),
    one("boolean"),
    one("bro"),
    one("btc", btc),
    one("campaign-id"),
    one("campaign-name"),
    one("cc-number", card_number),
    one("cdhash"),
    one("chrome-extension-id"),
    one("comment"),
    one("community-id"),
    one("cookie"),
    one("cortex"),
    one("counter"),
    one("country-of-residence"),
    one("cpe"),
    one("dash"),
    one("date-of-birth"),
    one("datetime"),
    one("dkim"),
    one("dkim-signature"),
    one("dns-soa-email", email),
    one("dom-hash"),
    one("domain", domain),
    two("domain|ip", domain, ip),
    one("email", email),
    one("email-attachment", filename),
    one("email-body"),
    one("email-dst", email),
    one("email-dst-display-name"),
    one("email-header"),
    one("email-message-id"),
    one("email-mime-boundary"),
    one("email-reply-to", email),
    one("email-src", email),
    one("email-src-display-name"),
    one("email-subject"),
    one("email-thread-index"),
    one("email-x-mailer"),
    one("eppn"),
    one("favicon-mmh3"),
    one("filename", filename),
    one("filename-pattern"),
    two("filename|authentihash", filename, none),
    two("filename|impfuzzy", filename, none),
    two("filename|imphash", filename, none),
    two("filename|md5", filename, md5),
    two("filename|pehash", filename, none),
    two("filename|sha1", filename, sha1),
    two("filename|sha224", filename, none),
    two("filename|sha256", filename, sha256),
    two("filename|sha3-224", filename, none),
    two("filename|sha3-256", filename, none),
    two("filename|sha3-384", filename, none),
    two("filename|sha3-512", filename, none),
    two("filename|sha384", filename, none),
    two("filename|sha512", filename, sha512),
    two("filename|sha512/224", filename, none),
    two("filename|sha512/256", filename, none),
    two("filename|ssdeep", filename, none),
    two("filename|tlsh", filename, none),
    two("filename|vhash", filename, none),
    one("first-name"),
    one("float"),
    one("frequent-flyer-number"),
    one("full-name"),
    one("gender"),
    one("gene"),
    one("git-commit-id"),
    one("github-organisation", account),
    one("github-repository"),
    one("github-username", account),
    one("hassh-md5"),
    one("hasshserver-md5"),
    one("hex"),
    one("hostname", domain),
    two("hostname|port", domain, port),
    one("http-method"),
    one("iban", bank_account),
    one("identity-card-number"),
    one("impfuzzy"),
    one("imphash"),
    one("integer"),
    one("ip-dst", ip),
    two("ip-dst|port", ip, port),
    one("ip-src", ip),
    two("ip-src|port", ip, port),
    one("issue-date-of-the-visa"),
    one("ja3-fingerprint-md5"),
    one("jabber-id", account),
    one("jarm-fingerprint"),
    one("kusto-query"),
    one("last-name"),
    one("link"),  // a page about the event, not an indicator
    one("mac-address", mac),
    one("mac-eui-64"),
    two("malware-sample", filename, md5),
    one("malware-type"),
    one("md5", md5),
    one("middle-name"),
    one("mime-type"),
    one("mobile-application-id"),
    one("mutex"),
    one("named pipe"),
    one("nationality"),
    one("onion-address", onion),
    one("other"),
    one("passenger-name-record-locator-number"),
    one("passport-country"),
    one("passport-expiration"),
    one("passport-number"),
    one("pattern-filename"),
    one("pattern-in-file"),
    one("pattern-in-memory"),
    one("pattern-in-traffic"),
    one("payment-details"),
    one("pdb"),
    one("pehash"),
    one("pgp-private-key"),
    one("pgp-public-key"),
    one("phone-number", phone),
    one("place-of-birth"),
    one("place-port-of-clearance"),
    one("place-port-of-onward-foreign-destination"),
    one("place-port-of-original-embarkation"),
    one("port", port),
    one("primary-residence"),
    one("process-state"),
    one("prtn", phone),
    one("redress-number"),
    one("regkey"),
    AttributeType{"regkey|value", none, none, false},
    one("sha1", sha1),
    one("sha224"),
    one("sha256", sha256),
    one("sha3-224"),
    one("sha3-256"),
    one("sha3-384"),
    one("sha3-512"),
    one("sha384"),
    one("sha512", sha512),
    one("sha512/224"),
    one("sha512/256"),
    one("sigma"),
    one("size-in-bytes"),
    one("snort"),
    one("special-service-request"),
    one("ssdeep"),
    one("ssh-fingerprint"),
    one("stix2-pattern"),
    one("target-email", email),
    one("target-external"),
    one("target-location"),
    one("target-machine"),
    one("target-org"),
    one("target-user"),
    one("telfhash"),
    one("text"),
    one("threat-actor"),
    one("tlsh"),
    one("travel-details"),
    one("twitter-id", account),
    one("uri", uri),
    one("url", url),
    one("user-agent"),
    one("vhash"),
    one("visa-number"),
    one("vulnerability", vulnerability),
    one("weakness"),
    one("whois-creation-date"),
    one("whois-registrant-email", email),
    one("whois-registrant-name"),
    one("whois-registrant-org"),
    one("whois-registrant-phone", phone),
    one("whois-registrar"),
    one("windows-scheduled-task"),
    one("windows-service-displayname"),
    one("windows-service-name"),
    one("x509-fingerprint-md5"),
    one("x509-fingerprint-sha1"),
    one("x509-fingerprint-sha256"),
    one("xmr", xmr),
    one("yara"),
    one("zeek"),
};
static_assert(std::is_sorted(types.begin(), types.end(),
                             [](auto const& a, auto const& b) { return a.name < b.name; }));

constexpr std::size_t longest_judged = 64 * 1024;

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}
bool is_hex(char c) noexcept {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool is_alphanumeric(char c) noexcept {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_space_or_control(char c) noexcept {
    return static_cast<unsigned char>(c) <= 0x20U || c == 0x7F;
}

bool all(std::string_view text, bool (*predicate)(char)) {
    return std::all_of(text.begin(), text.end(), predicate);
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
    std::string out;
    for (std::size_t at = 0;;) {
        auto const next = text.find(from, at);
        out.append(text.substr(at, next - at));
        if (next == std::string_view::npos) {
            return out;
        }
        out.append(to);
        at = next + from.size();
    }
}

// Without blanks around it and without the usual defanging: only to ask whether it can be of a type.
std::string loosened(std::string_view value) {
    auto const first = std::find_if_not(value.begin(), value.end(), is_space_or_control);
    auto const last = std::find_if_not(value.rbegin(), value.rend(), is_space_or_control).base();
    std::string text = first < last ? std::string(first, last) : std::string();
    if (text.find_first_of("[({") == std::string::npos) {
        return text;
    }
    for (auto const& [from, to] : {std::pair{"[.]", "."},
                                   {"(.)", "."},
                                   {"{.}", "."},
                                   {"[dot]", "."},
                                   {"(dot)", "."},
                                   {"[:]", ":"},
                                   {"[://]", "://"},
                                   {"[at]", "@"},
                                   {"[@]", "@"},
                                   {"(at)", "@"}}) {
        text = replaced(text, from, to);
    }
    return text;
}

std::string_view ip_type(std::string_view text) {
    auto const slash = text.find('/');
    std::string const address(text.substr(0, slash));
    std::array<unsigned char, sizeof(in6_addr)> binary{};
    bool const v4 = inet_pton(AF_INET, address.c_str(), binary.data()) == 1;
    bool const v6 = !v4 && inet_pton(AF_INET6, address.c_str(), binary.data()) == 1;
    if ((!v4 && !v6) || address.size() != std::min(slash, text.size())) {
        return "";
    }
    if (slash == std::string_view::npos) {
        return v4 ? "ipv4" : "ipv6";
    }
    auto const prefix = text.substr(slash + 1);
    if (prefix.empty() || prefix.size() > 3 || !all(prefix, is_digit)) {
        return "";
    }
    int bits = 0;
    for (char const c : prefix) {
        bits = bits * 10 + (c - '0');
    }
    return bits <= (v4 ? 32 : 128) ? "cidr" : "";
}

// Letters, digits, '-', '_' and other languages' letters in labels of 1 to 63, at least two of them.
bool can_be_domain(std::string_view text) {
    if (text.ends_with('.')) {
        text.remove_suffix(1);
    }
    if (text.empty() || text.size() > 1000 || text.find('.') == std::string_view::npos) {
        return false;
    }
    for (std::size_t at = 0; at <= text.size();) {
        auto const end = std::min(text.find('.', at), text.size());
        auto const label = text.substr(at, end - at);
        auto const allowed = [](char c) {
            return is_alphanumeric(c) || c == '-' || c == '_' || static_cast<unsigned char>(c) >= 0x80U;
        };
        if (label.empty() || label.size() > 252 || !all(label, allowed)) {
            return false;
        }
        at = end + 1;
    }
    auto const last = text.substr(text.rfind('.') + 1);
    return !all(last, is_digit);
}

bool can_be_url(std::string_view text) {
    auto const scheme = text.find("://");
    auto const rest = scheme == std::string_view::npos ? text : text.substr(scheme + 3);
    auto const host_end = rest.find_first_of("/?#");
    auto const host = rest.substr(0, host_end);
    bool const has_host = !host.empty() && all(host, [](char c) { return !is_space_or_control(c); });
    return has_host &&
           (scheme != std::string_view::npos || host.find_first_of(".:") != std::string_view::npos);
}

bool can_be_email(std::string_view text) {
    auto const at = text.rfind('@');
    if (at == std::string_view::npos || at == 0) {
        return false;
    }
    return can_be_domain(text.substr(at + 1)) &&
           all(text.substr(0, at), [](char c) { return !is_space_or_control(c) && c != '@'; });
}

bool can_be_hash(std::string_view text, std::size_t digits) {
    return text.size() == digits && all(text, is_hex);
}

bool can_be_btc(std::string_view text) {
    return text.size() >= 26 && text.size() <= 90 && all(text, is_alphanumeric);
}

bool can_be_xmr(std::string_view text) {
    return (text.size() == 95 || text.size() == 106) && all(text, is_alphanumeric);
}

bool can_be_asn(std::string_view text) {
    if (text.starts_with("AS") || text.starts_with("as")) {
        text.remove_prefix(2);
    }
    return !text.empty() && text.size() <= 10 && all(text, is_digit);
}

bool can_be_mac(std::string_view text) {
    return std::count_if(text.begin(), text.end(), is_hex) == 12 &&
           all(text, [](char c) { return is_hex(c) || c == ':' || c == '-' || c == '.'; });
}

bool has_digits(std::string_view text, std::ptrdiff_t fewest) {
    return std::count_if(text.begin(), text.end(), is_digit) >= fewest;
}

bool is_cve(std::string_view text) {
    return text.size() >= 13 && (text.starts_with("CVE-") || text.starts_with("cve-")) &&
           all(text.substr(4, 4), is_digit) && text[8] == '-' && all(text.substr(9), is_digit);
}

bool can_be_port(std::string_view text) {
    return !text.empty() && text.size() <= 5 && all(text, is_digit);
}

Judgement checked(std::string_view type, bool possible, std::string_view ja, std::string_view en) {
    if (possible) {
        return {type, std::nullopt};
    }
    return {type, base::Words{std::string(ja), std::string(en)}};
}

Judgement judge_domain(std::string_view text) {
    return checked(text.ends_with(".onion") ? "onion" : "domain", can_be_domain(text),
                   "ドメイン名ではありません", "not a domain name");
}

Judgement judge_ip(std::string_view text) {
    auto const type = ip_type(text);
    return checked(type, !type.empty(), "IP アドレスではありません", "not an IP address");
}

Judgement judge_known(Meaning meaning, std::string_view text) {
    switch (meaning) {
        case none:
            return {};
        case ip:
            return judge_ip(text);
        case domain:
        case onion:
            return judge_domain(text);
        case url:
            return checked("url", can_be_url(text), "URL ではありません", "not a URL");
        case uri:
            return {text.find("://") != std::string_view::npos && can_be_url(text) ? "url" : "",
                    std::nullopt};
        case email:
            return checked("email", can_be_email(text), "メールアドレスではありません",
                           "not an e-mail address");
        case md5:
            return checked("md5", can_be_hash(text, 32), "MD5 ではありません", "not an MD5");
        case sha1:
            return checked("sha1", can_be_hash(text, 40), "SHA-1 ではありません", "not a SHA-1");
        case sha256:
            return checked("sha256", can_be_hash(text, 64), "SHA-256 ではありません", "not a SHA-256");
        case sha512:
            return checked("sha512", can_be_hash(text, 128), "SHA-512 ではありません", "not a SHA-512");
        case filename:
            return {"filename", std::nullopt};
        case btc:
            return checked("btc_address", can_be_btc(text), "Bitcoin アドレスではありません",
                           "not a Bitcoin address");
        case xmr:
            return checked("xmr_address", can_be_xmr(text), "Monero アドレスではありません",
                           "not a Monero address");
        case asn:
            return checked("asn", can_be_asn(text), "AS 番号ではありません", "not an AS number");
        case mac:
            return checked("mac", can_be_mac(text), "MAC アドレスではありません", "not a MAC address");
        case phone:
            return checked("phone", has_digits(text, 3), "電話番号ではありません", "not a telephone number");
        case bank_account:
            return checked("bank_account", has_digits(text, 4), "口座番号ではありません",
                           "not an account number");
        case card_number:
            return checked("card_number", has_digits(text, 12), "カード番号ではありません",
                           "not a card number");
        case account:
            return {"account", std::nullopt};
        case vulnerability:
            return {is_cve(text) ? "cve" : "", std::nullopt};
        case port:
            return checked("", can_be_port(text), "ポート番号ではありません", "not a port number");
    }
    return {};
}

}  // namespace

AttributeType const* find_attribute_type(std::string_view name) noexcept {
    auto const* const found =
        std::lower_bound(types.begin(), types.end(), name,
                         [](auto const& type, auto const& wanted) { return type.name < wanted; });
    return found != types.end() && found->name == name ? found : nullptr;
}

Judgement judge(Meaning meaning, std::string_view value) {
    if (meaning == none) {
        return {};
    }
    if (value.size() > longest_judged) {
        return {"", base::Words{"値が長すぎます", "the value is too long"}};
    }
    auto const text = loosened(value);
    if (text.empty()) {
        return {"", base::Words{"値が空です", "the value is empty"}};
    }
    return judge_known(meaning, text);
}

}  // namespace formats::misp
