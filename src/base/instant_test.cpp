#include "base/instant.h"

#include <doctest/doctest.h>

TEST_CASE("a time is written as it can be read again, and what four digits cannot write is none") {
    for (auto const* text :
         {"2026-11-22T05:02:00.000Z", "0000-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"}) {
        auto const at = base::parse_instant(text);
        REQUIRE(at);
        CHECK(base::to_iso(*at) == text);
    }
    CHECK(base::to_iso(base::parse_instant("2026-11-22 05:02+09:00").value()) == "2026-11-21T20:02:00.000Z");
    CHECK_FALSE(base::parse_instant("0000-01-01T00:00:00+23:59"));
    CHECK_FALSE(base::parse_instant("9999-12-31T23:59:59-00:01"));
    CHECK_FALSE(base::parse_instant("2026-11-22T05:02"));
    CHECK_FALSE(base::parse_instant("2026-02-30T05:02Z"));
}
