#pragma once
// ボード: how a station, or all that somebody may read, stands: numbers that open their lists, eight weeks,
// who has how much, and five sentences for the chief. Every number counts what its list shows, by the same
// conditions, so the two cannot differ.

#include "base/problem.h"
#include "modules/intake/narrowing.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace modules::intake {

struct Board {
    // A count in words, and the list that it counts.
    struct Line {
        std::string_view code;
        base::Words text;
        std::int64_t count = 0;
        ListQuery query;
    };
    struct Week {
        base::Date monday;
        std::int64_t received = 0;
    };
    // What one unit or one officer has.
    struct Share {
        base::Ulid whose;
        std::int64_t open = 0;
        std::int64_t overdue = 0;
        bool is_much = false;  // see much_more_than_others
        ListQuery query;
    };
    std::optional<base::Ulid> unit;  // none: all that the actor may read
    base::Instant made_at;
    std::vector<Line> numbers;    // named
    std::vector<Line> sentences;  // said
    std::vector<Week> weeks;      // the oldest first; the last one is not over
    std::vector<Share> units;     // sections of a station, else stations and divisions; most first
    std::vector<Share> officers;  // of one station only; most first
};

constexpr int board_weeks = 8;
constexpr std::int64_t most_officers_on_board = 40;

[[nodiscard]] Board board(platform::store::Reader& reader, Parts const& parts,
                          platform::access::Actor const& actor, std::optional<base::Ulid> const& unit,
                          base::Instant now);

// Marks who has at least ten and at least twice what the one in the middle has: to be looked at, not judged.
void mark_much(std::vector<Board::Share>& shares);

}  // namespace modules::intake
