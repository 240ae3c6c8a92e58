#pragma once
// One block being read: the view, its words, and what has been recognised so far. Each recogniser claims the
// bytes it explains.

#include "engine/observables/extract.h"
#include "engine/observables/reference.h"
#include "engine/observables/view.h"
#include "engine/observables/words.h"

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

namespace engine::observables {

struct Candidate {
    Type type{};
    std::string value;
    std::size_t begin = 0;  // in the view
    std::size_t end = 0;
    bool unverified = false;
};

class Scan {
  public:
    Scan(View const& seen, Reference const& known, Types wanted)
        : view(seen), words(seen), reference(known), types(wanted), claimed_(seen.size()) {}

    [[nodiscard]] bool is_free(std::size_t begin, std::size_t end) const noexcept;
    // Takes the bytes; nothing happens when another recogniser has some of them.
    void claim(Candidate candidate);
    // Takes the bytes without reporting anything: a Message-ID, a version number.
    void block(std::size_t begin, std::size_t end);
    [[nodiscard]] bool cue_before(std::size_t place, std::size_t reach,
                                  std::initializer_list<Cue> cues) const {
        return words.before(place, reach, {cues.begin(), cues.size()}).has_value();
    }
    [[nodiscard]] std::vector<Candidate> const& candidates() const noexcept { return candidates_; }

    View const& view;
    Words const words;
    Reference const& reference;
    Types const types;

  private:
    std::vector<bool> claimed_;
    std::vector<Candidate> candidates_;
};

// The recognisers, in the order in which they run.
void find_telegram_links(Scan& scan);
void find_urls(Scan& scan);
void find_emails(Scan& scan);
void find_pages(Scan& scan);   // host.example/page without a scheme
void find_crypto(Scan& scan);  // hashes, transactions, wallets
void find_ip_addresses(Scan& scan);
void find_bank_accounts(Scan& scan);
void find_post_accounts(Scan& scan);  // of ゆうちょ銀行
void find_parcels(Scan& scan);        // tracking numbers
void find_devices(Scan& scan);        // IMEI, tags
void find_networks(Scan& scan);       // names of wireless networks
void find_gift_codes(Scan& scan);
void find_cards(Scan& scan);
void find_files(Scan& scan);
void find_display_names(Scan& scan);  // of reviewers and sellers, also Japanese ones
void find_handles(Scan& scan);        // accounts with a clear sign
void find_phones(Scan& scan);
void find_domains(Scan& scan);
void find_likely_handles(Scan& scan);  // accounts known from their shape and place only
void find_postal_addresses(Scan& scan);
void find_further_types(Scan& scan);  // CVE, ATT&CK, ASN, MAC
[[nodiscard]] Role proposed_role(Scan const& scan, Candidate const& candidate);

}  // namespace engine::observables
