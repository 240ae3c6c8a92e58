#pragma once
// Amounts of money and ages as people write them, in folded text: 550万円, 1千万円, 10,000,313円; 16歳, (17),
// 40代.

#include "engine/matching/scoped_text.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace engine::matching {

struct Number {
    std::int64_t value = 0;
    Span span;
};

[[nodiscard]] std::vector<Number> find_yen(std::string_view folded);
[[nodiscard]] std::vector<Number> find_ages(std::string_view folded);

}  // namespace engine::matching
