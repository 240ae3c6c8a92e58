#include "modules/audit/activity.h"

#include <doctest/doctest.h>

namespace {

using modules::audit::Activity;
using modules::audit::activity_of;
using modules::audit::Entry;
using modules::audit::Log;
using modules::audit::Mark;

platform::registry::WorkingCalendar const calendar{
    {{1, 2, 3, 4, 5}, 510, 1035}, {}, {base::Date{2026, 11, 23}}};

Entry opened(std::string_view at, base::Ulid const& record, std::string action = "read") {
    Entry entry;
    entry.at = base::parse_instant(at).value();
    entry.action = std::move(action);
    entry.kind = "consultation";
    entry.record = record;
    return entry;
}

TEST_CASE("what was done at night, on a holiday or at the weekend is marked, by day and beside the entry") {
    base::Ulid const record = base::new_ulid();
    std::vector<Entry> const entries{
        opened("2026-11-24T10:00:00+09:00", record),  // a Tuesday
        opened("2026-11-23T10:00:00+09:00", record),  // a holiday
        opened("2026-11-20T23:00:00+09:00", record),
        opened("2026-11-20T09:00:00+09:00", record),
    };
    auto const activity = activity_of(entries, {}, calendar);
    CHECK(activity.marks.at(Mark::out_of_hours) == 2);
    CHECK(activity.of_entries.at(0).empty());
    CHECK(activity.of_entries.at(1).contains(Mark::out_of_hours));
    CHECK(activity.of_entries.at(2).contains(Mark::out_of_hours));
    CHECK(activity.of_entries.at(3).empty());
    REQUIRE(activity.days.size() == 3);
    CHECK(activity.days.at(2).date == base::Date{2026, 11, 20});
    CHECK(activity.days.at(2).reads == 2);
    CHECK(activity.days.at(2).records.size() == 1);
    CHECK(activity.days.at(2).marks.at(Mark::out_of_hours) == 1);
}

TEST_CASE("more than thirty different records in one clock hour are marked, thirty or repeats are not") {
    std::vector<Entry> entries;
    for (int i = 0; i < 31; ++i) {
        entries.push_back(opened("2026-11-24T10:59:00+09:00", base::new_ulid()));
    }
    auto const same = base::new_ulid();
    for (int i = 0; i < 40; ++i) {
        entries.push_back(opened("2026-11-24T09:30:00+09:00", same));
    }
    for (int i = 0; i < 30; ++i) {
        entries.push_back(opened("2026-11-24T08:45:00+09:00", base::new_ulid()));
    }
    auto const activity = activity_of(entries, {}, calendar);
    CHECK(activity.marks.at(Mark::many_records) == 31);
    CHECK(activity.days.at(0).records.size() == 62);
}

TEST_CASE("rows of a list are not openings; foreign records, seals, exports and blind hits are told apart") {
    auto const foreign = base::new_ulid();
    auto listed = opened("2026-11-24T10:00:00+09:00", foreign, "list");
    auto changed = opened("2026-11-24T10:00:00+09:00", foreign, "update");
    changed.log = Log::journal;
    std::vector<Entry> const entries{listed,
                                     changed,
                                     opened("2026-11-24T10:00:00+09:00", foreign),
                                     opened("2026-11-24T10:00:00+09:00", base::new_ulid(), "open_sealed"),
                                     opened("2026-11-24T10:00:00+09:00", base::new_ulid(), "print"),
                                     opened("2026-11-24T10:00:00+09:00", base::new_ulid(), "blind_hit")};
    auto const activity = activity_of(entries, {foreign}, calendar);
    CHECK(activity.marks.at(Mark::other_units) == 1);
    CHECK(activity.marks.at(Mark::open_sealed) == 1);
    CHECK(activity.marks.at(Mark::exported) == 1);
    CHECK(activity.marks.at(Mark::blind_hit) == 1);
    CHECK(activity.of_entries.at(0).empty());
    CHECK(activity.of_entries.at(1).empty());
    CHECK(activity.days.at(0).changes == 1);
    CHECK(activity.days.at(0).reads == 5);
}

}  // namespace
