#pragma once
// Finds and normalises what links reports to each other (addresses, numbers, accounts, hashes) in Japanese
// text. Thread rule: an Extractor is immutable after construction and may be shared.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace engine::observables {

// The types of samples/types.md first, in its spelling (see type_name); the rest only with Types::all.
enum class Type : std::uint8_t {
    account,
    bank_account,
    btc_address,
    card_number,
    device_id,
    discord_id,
    domain,
    email,
    eth_address,
    file_ext,
    filename,
    game_id,
    gift_code,
    ipv4,
    ipv6,
    line_id,
    md5,
    onion,
    phone,
    postal_address,
    sha256,
    ssid,
    telegram_id,
    tracking_no,
    trx_address,
    txid,
    url,
    // further types
    sha1,
    sha512,
    cidr,
    mac,
    cve,
    attack_id,
    asn,
    ltc_address,
    xmr_address,
    xrp_address,
};
[[nodiscard]] std::string_view type_name(Type type) noexcept;

enum class Role : std::uint8_t { subject, victim, third_party };  // 相手方, 本人, 第三者
enum class Types : std::uint8_t { labelled, all };

struct Found {
    Type type{};
    std::string
        value;  // normalised; for a card number the digits (callers turn them into an HMAC before storing)
    std::size_t start = 0;  // half-open byte offsets into the text as given
    std::size_t end = 0;
    Role role = Role::subject;  // proposed from the words around it; an officer may change it
    bool unverified = false;    // e.g. a bank that is not in the list, a wallet without a checksum
};

// What is looked up rather than computed: banks and branches. Loaded by the caller from data files (see
// reference.h).
class Reference;

// A text with more than this yields its first ones; no report has so many, a hostile upload may.
inline constexpr std::size_t max_findings = 100'000;

class Extractor {
  public:
    explicit Extractor(std::shared_ptr<Reference const> reference);
    ~Extractor();
    // `text` is valid UTF-8. Maximal match only, in order of `start`; each (type, value) once. Linear time.
    [[nodiscard]] std::vector<Found> extract(std::string_view text, Types types = Types::labelled) const;

  private:
    struct Internal;
    std::unique_ptr<Internal const> internal_;
};

}  // namespace engine::observables
