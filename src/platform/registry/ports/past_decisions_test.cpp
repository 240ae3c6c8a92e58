#include "platform/registry/ports/past_decisions.h"

#include <doctest/doctest.h>

using platform::registry::PastOutcome;

TEST_CASE("codes in another order are neither a change nor a disagreement") {
    PastOutcome outcome;
    outcome.before = {"theft", "fraud"};
    outcome.after = {"fraud", "theft"};
    outcome.decided = {"fraud", "theft"};
    CHECK_FALSE(outcome.is_changed());
    CHECK(outcome.agreed());
    CHECK(outcome.agrees());
    outcome.after = {"fraud"};
    CHECK(outcome.is_changed());
    CHECK_FALSE(outcome.agrees());
    outcome.decided.reset();
    CHECK_FALSE(outcome.agreed());
}
