#pragma once
// From text to observables as the store knows them: extraction, card numbers hidden, hosts derived, lists
// asked, labels in two languages. Thread rule: a Recogniser is immutable after construction; the warning
// lists are swapped atomically.

#include "base/problem.h"
#include "engine/observables/extract.h"
#include "engine/warninglists/matcher.h"
#include "platform/registry/sightings.h"

#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

namespace platform::recognition {

struct Recognised {
    registry::ObservableKey key;  // as stored and linked
    std::string shown;            // as people see it; a card number is masked
    std::size_t start = 0;
    std::size_t end = 0;
    std::string role;
    bool unverified = false;
    bool documentation = false;                  // RFC 5737, 3849, .example: flagged, never suppressed
    std::vector<std::string> listed;             // names of lists that hold it
    std::vector<registry::ObservableKey> hosts;  // derived, empty where the host must not link
};

class Recogniser {
  public:
    // `card_key`: 32 bytes from outside the database.
    Recogniser(std::shared_ptr<engine::observables::Reference const> reference, std::string card_key);

    // Replaces the lists that are asked; called at start and after an import.
    void use_lists(std::shared_ptr<engine::warninglists::Matcher const> lists);

    [[nodiscard]] std::vector<Recognised> recognise(std::string_view text) const;
    // A value that came alone with its type (a feed's attribute, a look-up): normalised by the same rules;
    // empty when it is not of its type.
    [[nodiscard]] std::vector<Recognised> recognise_value(std::string_view type,
                                                          std::string_view value) const;
    // Whether a host stands on a list of public platforms or known-good names, so that it must not link.
    [[nodiscard]] bool is_listed(registry::ObservableKey const& key) const;
    // Every observable of `found` as sightings of `field`.
    [[nodiscard]] static std::vector<registry::Seen> seen(std::vector<Recognised> const& found,
                                                          std::string_view text, std::string_view field);
    // Digits of card numbers replaced by '*' but for the last four; every other byte, and so every offset,
    // stays.
    [[nodiscard]] static std::string mask_cards(std::string_view text, std::vector<Recognised> const& found);

  private:
    [[nodiscard]] Recognised convert(engine::observables::Found const& found) const;

    engine::observables::Extractor extractor_;
    std::string card_key_;
    mutable std::shared_mutex lists_mutex_;
    std::shared_ptr<engine::warninglists::Matcher const> lists_;
};

// 「電話番号」, "Telephone number" for "phone"; the type itself when it is unknown.
[[nodiscard]] base::Words type_label(std::string_view type);
// How people read a stored value: 七十七銀行 本店営業部 普通 7654321, •••• 1881.
[[nodiscard]] std::string shown_value(registry::ObservableKey const& key);

}  // namespace platform::recognition
