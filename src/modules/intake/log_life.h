#pragma once
// How long the evidence of a matter still lives: from a told time and the months that a kind of record is
// kept. The months are configuration (data/interviews/log-life.yaml), most of them not confirmed.

#include "base/instant.h"
#include "base/interviews.h"

#include <optional>
#include <string_view>

namespace modules::intake {

enum class LifeState : std::uint8_t { unknown, later, soon, urgent, gone };
[[nodiscard]] std::string_view life_text(LifeState state);

struct Life {
    base::EvidenceLife const* evidence = nullptr;
    LifeState state = LifeState::unknown;
    std::optional<base::Date> from;  // the earliest day on which it may be lost
    std::optional<base::Date> to;    // by then it is lost
    base::Words sentence;
};

// `told`: when it happened, as an interval; nothing: nobody said.
[[nodiscard]] Life life_of(base::EvidenceLife const& evidence, std::optional<base::ToldTime> const& told,
                           base::Instant now);

// The same day so many months on; the last day of the month where there is none.
[[nodiscard]] base::Date add_months(base::Date date, int months);

}  // namespace modules::intake
