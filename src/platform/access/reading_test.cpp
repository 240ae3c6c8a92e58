#include "platform/access/reading.h"

#include <doctest/doctest.h>

namespace {

using platform::access::ShownLately;

constexpr base::Instant start{1'000'000'000};

base::Instant after(int minutes) {
    return {start.milliseconds + minutes * base::milliseconds_per_minute};
}

TEST_CASE("a row shown again on the same screen is one reading, until it changed or time has passed") {
    ShownLately lately;
    base::Ulid const staff = base::new_ulid();
    ShownLately::Row const row{base::new_ulid(), 1};
    CHECK(lately.fresh(staff, "screen:inbox", {row}, start).size() == 1);
    CHECK(lately.fresh(staff, "screen:inbox", {row}, start).size() == 1);  // not yet committed
    lately.remember(staff, "screen:inbox", {row});
    CHECK(lately.fresh(staff, "screen:inbox", {row}, after(4)).empty());
    CHECK(lately.fresh(staff, "screen:register", {row}, after(4)).size() == 1);
    CHECK(lately.fresh(base::new_ulid(), "screen:inbox", {row}, after(4)).size() == 1);
    CHECK(lately.fresh(staff, "screen:inbox", {{row.record, 2}}, after(4)).size() == 1);
    CHECK(lately.fresh(staff, "screen:inbox", {row}, after(11)).size() == 1);
}

TEST_CASE("what is remembered as shown stays within its bound, and a clock set back forgets") {
    ShownLately lately(std::chrono::minutes(10), 10);
    base::Ulid const staff = base::new_ulid();
    ShownLately::Row const first{base::new_ulid(), 1};
    lately.remember(staff, "screen:inbox", {first});
    for (int i = 0; i < 20; ++i) {
        ShownLately::Row const row{base::new_ulid(), 1};
        CHECK(lately.fresh(staff, "screen:inbox", {row}, start).size() == 1);
        lately.remember(staff, "screen:inbox", {row});
    }
    CHECK(lately.fresh(staff, "screen:inbox", {first}, start).size() == 1);
    ShownLately::Row const last{base::new_ulid(), 1};
    CHECK(lately.fresh(staff, "screen:inbox", {last}, start).size() == 1);
    lately.remember(staff, "screen:inbox", {last});
    CHECK(lately.fresh(staff, "screen:inbox", {last}, after(-60)).size() == 1);
}

}  // namespace
