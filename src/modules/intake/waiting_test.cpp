#include "modules/intake/waiting.h"

#include "modules/intake/consultation.h"
#include "platform/access/people_test.h"
#include "platform/registry/clock.h"
#include "platform/registry/referral.h"

#include <doctest/doctest.h>

#include <algorithm>

using platform::access::Actor;
using platform::access::People;
namespace registry = platform::registry;
namespace store = platform::store;
namespace intake = modules::intake;

namespace {

struct Desk : People {
    Actor actor;

    Desk() {
        actor.roles = {platform::access::Role::station_coordinator};
        actor.unit = section;
        actor.station = station;
        actor.unit_and_parents = {section, station};
        folder.store().read(
            [this](store::Reader& reader) { actor.staff = reader.first("SELECT id FROM staff")->id(0); });
    }

    // A consultation referred to the section, to be received by then.
    base::Ulid refer(std::string const& number, base::Instant due, bool received = false) {
        base::Ulid referral_id;
        folder.store().write([&](store::Transaction& tx) {
            registry::Change const change{{actor.staff, section}, time.now(), "create", std::nullopt};
            registry::Ownership const ours{section, section, record::Restriction::none};
            intake::Consultation consultation;
            consultation.number = number;
            auto const about =
                registry::insert(tx, record::View(intake::consultation_schema, consultation), ours, change)
                    .id;
            registry::Referral referral;
            referral.record_id = about;
            referral.to_unit = section;
            referral.from_unit = station;
            if (received) {
                referral.state = registry::ReferralState::received;
                referral.received_at = time.now();
            }
            referral_id =
                registry::insert(tx, record::View(registry::referral_schema, referral), ours, change).id;
            registry::Clock clock;
            clock.duty = "receive_referral";
            clock.record_id = about;
            clock.due_at = due;
            registry::insert(tx, record::View(registry::clock_schema, clock), ours, change);
        });
        return referral_id;
    }

    intake::Inbox look(std::array<std::int64_t, 3> const& most) {
        intake::Inbox found;
        folder.store().read(
            [&](store::Reader& reader) { found = intake::inbox(reader, actor, most, time.now()); });
        return found;
    }
};

bool holds(intake::Inbox const& inbox, base::Ulid const& referral) {
    return std::any_of(inbox.entries.begin(), inbox.entries.end(),
                       [&](intake::InboxEntry const& entry) { return entry.referral == referral; });
}

}  // namespace

TEST_CASE("the inbox counts all that is open by the clock, and shows the most pressing first") {
    Desk desk;
    auto const now = desk.time.now();
    auto const late = desk.refer("1", {now.milliseconds - 1});
    auto const today = desk.refer("2", {now.milliseconds + 1}, true);
    auto const later = desk.refer("3", {now.milliseconds + 3 * 86'400'000LL});
    auto const found = desk.look({50, 50, 50});
    CHECK(found.counts == std::array<std::int64_t, 3>{1, 1, 1});
    CHECK(found.to_receive == 2);
    REQUIRE(found.entries.size() == 3);
    CHECK(found.entries[0].referral == late);
    CHECK(found.entries[1].referral == today);
    CHECK(found.entries[2].referral == later);
    CHECK(found.entries[2].clock);
    CHECK(desk.look({0, 0, 0}).entries.empty());
    CHECK(desk.look({0, 0, 0}).counts == found.counts);
}

TEST_CASE("what came last is in the inbox however much presses more") {
    Desk desk;
    auto const now = desk.time.now();
    auto const pressing = desk.refer("first", {now.milliseconds - 1000});
    for (int i = 0; i < 30; ++i) {
        desk.refer(std::to_string(i), {now.milliseconds - 500 + i});
    }
    auto const newest = desk.refer("newest", {now.milliseconds - 1});
    auto const found = desk.look({5, 5, 5});
    CHECK(found.counts[0] == 32);
    CHECK(found.entries.size() == 15);
    CHECK(found.entries.front().referral == pressing);
    CHECK(found.entries.back().referral == newest);
    CHECK(holds(desk.look({1, 0, 0}), newest));
}

TEST_CASE("the lists of one's work are those of the own units") {
    Desk desk;
    auto const now = desk.time.now();
    desk.refer("late", {now.milliseconds - 1});
    desk.refer("taken", {now.milliseconds + 1}, true);
    auto const count = [&](intake::WorkList list) {
        std::int64_t counted = -1;
        desk.folder.store().read([&](store::Reader& reader) {
            auto const waiting = intake::waiting(reader, desk.actor, list, now);
            counted = registry::count(reader, waiting.schema, waiting.conditions);
        });
        return counted;
    };
    CHECK(count(intake::WorkList::mine) == 2);
    CHECK(count(intake::WorkList::clocks) == 2);
    CHECK(count(intake::WorkList::overdue) == 1);
    CHECK(count(intake::WorkList::today) == 1);
    CHECK(count(intake::WorkList::receipts) == 1);
    CHECK(count(intake::WorkList::approvals) == 2);
    desk.actor.unit = desk.actor.station = base::new_ulid();
    desk.actor.unit_and_parents = {desk.actor.unit};
    CHECK(count(intake::WorkList::clocks) == 0);
    CHECK(count(intake::WorkList::receipts) == 0);
}
