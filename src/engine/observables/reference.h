#pragma once
// What is looked up rather than computed: Japanese banks and their branches.
// Immutable after parsing; may be shared between threads.

#include "base/parsed.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace engine::observables {

struct Branch {
    std::string code;  // three digits
    std::string name;  // as people write it: 本店営業部, 一番町支店, 四〇八店
    std::string kana;
    std::string key;  // folded name, for comparing
};

struct Bank {
    std::string code;  // four digits
    std::string name;  // as people write it: 七十七銀行
    std::string kana;
    std::vector<Branch> branches;
};

class Reference {
  public:
    // Knows no bank: every account is kept as written and marked unverified.
    Reference() = default;
    // Lines of tab-separated "bank CODE NAME KANA" and "branch CODE NAME KANA" (of the bank above), as
    // tools/make_banks.mjs writes them. Violations name the line.
    [[nodiscard]] static base::Parsed<Reference> parse(std::string_view banks_tsv);

    // By full name, short name (七十七), old ending (信金 for 信用金庫) or four-digit code; null when
    // unknown.
    [[nodiscard]] Bank const* bank(std::string_view name_or_code) const;
    // By name with or without 支店, or three-digit code; null when unknown.
    [[nodiscard]] static Branch const* branch(Bank const& bank, std::string_view name_or_code);
    [[nodiscard]] std::size_t size() const noexcept { return banks_.size(); }
    [[nodiscard]] std::size_t branches() const noexcept;  // of all banks

  private:
    std::vector<Bank> banks_;
    std::unordered_map<std::string, std::size_t> names_;
};

}  // namespace engine::observables
