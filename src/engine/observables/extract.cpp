#include "engine/observables/extract.h"

#include "engine/observables/reference.h"
#include "engine/observables/scan.h"
#include "engine/observables/view.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <utility>

namespace engine::observables {
namespace {

// Blocks keep memory flat and the tables small; an observable never crosses a sentence end, where blocks are
// cut.
constexpr std::size_t block_size = std::size_t{64} * 1024;

bool continues_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// Where the block that begins at `begin` ends: after a line or sentence, else between words, else (an endless
// word) anywhere.
std::size_t block_end(std::string_view text, std::size_t begin) {
    if (text.size() - begin <= block_size) {
        return text.size();
    }
    auto const window = text.substr(begin, block_size);
    for (std::string_view const mark : {"\n\n", "。\n", "。", "\n", "、", " ", ",", "\"", ";"}) {
        if (auto const at = window.rfind(mark); at != std::string_view::npos && at > block_size / 2) {
            return begin + at + mark.size();
        }
    }
    auto end = begin + block_size;
    while (end > begin + 1 && continues_character(text[end])) {
        --end;
    }
    return end;
}

// True when the block ends inside a word: what is left of it says nothing.
std::size_t after_endless_word(std::string_view text, std::size_t cut) {
    auto const in_word = [&](std::size_t at) { return at < text.size() && is_alnum(text[at]); };
    if (cut == 0 || cut >= text.size() || !is_alnum(text[cut - 1])) {
        return cut;
    }
    while (in_word(cut)) {
        ++cut;
    }
    return cut;
}

void recognise(Scan& scan) {
    find_telegram_links(scan);
    find_urls(scan);
    find_emails(scan);
    find_pages(scan);
    find_bank_accounts(scan);
    find_parcels(scan);
    find_devices(scan);
    find_networks(scan);
    find_crypto(scan);
    find_ip_addresses(scan);
    find_cards(scan);
    find_gift_codes(scan);
    if (scan.types == Types::all) {
        find_further_types(scan);
    }
    find_files(scan);
    find_handles(scan);
    find_phones(scan);
    find_domains(scan);
    find_likely_handles(scan);
    find_postal_addresses(scan);
}

// Zero-width characters at the edge belong to nobody.
std::size_t without_zero_width(std::string_view text, std::size_t start, std::size_t end) {
    static constexpr std::array<std::string_view, 6> marks{"\u200B", "\u200C", "\u200D",
                                                           "\u2060", "\uFEFF", "\u00AD"};
    for (bool cut = true; cut;) {
        cut = false;
        for (auto const mark : marks) {
            if (end - start > mark.size() && text.substr(start, end - start).ends_with(mark)) {
                end -= mark.size();
                cut = true;
            }
        }
    }
    return end;
}

}  // namespace

std::string_view type_name(Type type) noexcept {
    static constexpr std::array<std::string_view, 37> names{
        "account",     "bank_account", "btc_address", "card_number", "device_id",
        "discord_id",  "domain",       "email",       "eth_address", "file_ext",
        "filename",    "game_id",      "gift_code",   "ipv4",        "ipv6",
        "line_id",     "md5",          "onion",       "phone",       "postal_address",
        "sha256",      "ssid",         "telegram_id", "tracking_no", "trx_address",
        "txid",        "url",          "sha1",        "sha512",      "cidr",
        "mac",         "cve",          "attack_id",   "asn",         "ltc_address",
        "xmr_address", "xrp_address"};
    return names.at(static_cast<std::size_t>(type));
}

struct Extractor::Internal {
    std::shared_ptr<Reference const> reference;
};

Extractor::Extractor(std::shared_ptr<Reference const> reference)
    : internal_(std::make_unique<Internal const>(
          Internal{reference ? std::move(reference) : std::make_shared<Reference const>()})) {}
Extractor::~Extractor() = default;

std::vector<Found> Extractor::extract(std::string_view text, Types types) const {
    std::vector<Found> result;
    std::set<std::pair<Type, std::string>> seen;
    for (std::size_t begin = 0; begin < text.size() && result.size() < max_findings;) {
        auto const end = block_end(text, begin);
        View const view{text.substr(begin, end - begin), begin};
        Scan scan{view, *internal_->reference, types};
        recognise(scan);
        auto candidates = scan.candidates();
        std::sort(candidates.begin(), candidates.end(),
                  [](Candidate const& a, Candidate const& b) { return a.begin < b.begin; });
        for (auto& candidate : candidates) {
            if (result.size() == max_findings || !seen.emplace(candidate.type, candidate.value).second) {
                continue;
            }
            auto const span = view.source(candidate.begin, candidate.end);
            auto const role = proposed_role(scan, candidate);
            result.push_back({candidate.type, std::move(candidate.value), span.start,
                              without_zero_width(text, span.start, span.end), role, candidate.unverified});
        }
        begin = after_endless_word(text, end);
    }
    return result;
}

}  // namespace engine::observables
