#pragma once
// What the readers of bank accounts share: labels and signs around the parts, the number, the holder.

#include "engine/observables/scan.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace engine::observables {

struct AccountNumber {
    std::string digits;
    std::size_t begin = 0;
    std::size_t end = 0;
};

struct Holding {
    std::size_t begin = 0;
    std::string bank;
    std::string branch;
    bool verified = false;
};

// Past signs, labels and the particles behind labels; about `reach` bytes at most.
[[nodiscard]] std::size_t skip_forward(View const& view, std::size_t place, std::size_t reach);
// The same from behind, up to the end of a name.
[[nodiscard]] std::size_t skip_back(View const& view, std::size_t place, std::size_t reach);
// Without a label that touches a name: 支店コード100, 銀行名みずほ銀行.
[[nodiscard]] std::size_t after_label(View const& view, std::size_t begin, std::size_t end);
// Four to eight digits at a place, or seven in groups; no amount of money.
[[nodiscard]] std::optional<AccountNumber> account_number(View const& view, std::size_t place);
[[nodiscard]] std::size_t digits_end(View const& view, std::size_t place);
// Seven digits, or more when there are more.
[[nodiscard]] std::string padded(std::string_view digits);
// 018 → 〇一八
[[nodiscard]] std::string kanji_number(std::string_view digits);
// Claims from the bank's name to the holder's, when one follows.
void claim_account(Scan& scan, Holding const& holding, std::string_view kind, std::string const& number,
                   std::size_t end);

}  // namespace engine::observables
