#pragma once
// The town and the block numbers of a postal address in any writing.

#include <string>
#include <string_view>

namespace engine::observables {

struct Block {
    std::string town;     // what stands before the numbers, without a postal code; folded in width
    std::string numbers;  // 1-2-3, without a room; empty when none are told
};
// 一番町 and 八丁堀 are names of towns. Any text is accepted.
[[nodiscard]] Block block_of(std::string_view address);

}  // namespace engine::observables
