#include "modules/intake/board.h"

#include <doctest/doctest.h>

using modules::intake::Board;
using modules::intake::mark_much;

namespace {

std::vector<bool> much(std::vector<std::int64_t> const& open) {
    std::vector<Board::Share> shares;
    for (auto const count : open) {
        shares.push_back({base::new_ulid(), count, 0, false, {}});
    }
    mark_much(shares);
    std::vector<bool> marks;
    for (auto const& share : shares) {
        marks.push_back(share.is_much);
    }
    return marks;
}

}  // namespace

TEST_CASE("who has ten and twice what the one in the middle has is marked, and nobody else") {
    CHECK(much({}).empty());
    CHECK(much({12}) == std::vector{false});  // nobody beside him
    CHECK(much({20, 10, 9, 8, 2}) == std::vector{true, false, false, false, false});
    CHECK(much({9, 2, 1}) == std::vector{false, false, false});  // few are few
    CHECK(much({10, 5, 5}) == std::vector{true, false, false});
    CHECK(much({11, 11, 11, 11}) == std::vector{false, false, false, false});
}
