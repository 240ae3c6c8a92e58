#include "modules/intake/presence.h"

#include "platform/access/people_test.h"
#include "platform/live/notice.h"

#include <doctest/doctest.h>

namespace store = platform::store;
namespace intake = modules::intake;

namespace {

struct Room : platform::access::People {
    base::Ulid record = base::new_ulid();
    base::Ulid satou = base::new_ulid();
    base::Ulid suzuki = base::new_ulid();
    base::Ulid reader = base::new_ulid();

    void enter(base::Ulid const& staff, std::string_view tab, std::string_view field) {
        folder.store().write([&](store::Transaction& transaction) {
            intake::enter(transaction, {record, staff, std::string(tab)}, field, time.now());
        });
    }
    void leave(base::Ulid const& staff, std::string_view tab) {
        folder.store().write([&](store::Transaction& transaction) {
            intake::leave(transaction, {record, staff, std::string(tab)}, time.now());
        });
    }
    std::vector<intake::Present> seen_by(base::Ulid const& staff) {
        std::vector<intake::Present> people;
        folder.store().read(
            [&](store::Reader& each) { people = intake::present(each, record, staff, time.now()); });
        return people;
    }
    std::size_t notices() {
        std::size_t count = 0;
        folder.store().read(
            [&](store::Reader& each) { count = platform::live::notices_after(each, 0, 100).size(); });
        return count;
    }
};

TEST_CASE("whoever has a record open is shown once, who types before who reads, and never oneself") {
    Room room;
    room.enter(room.satou, "1", "");
    room.time.pass(10);
    room.enter(room.suzuki, "1", "");
    room.enter(room.suzuki, "2", "narrative");
    auto const people = room.seen_by(room.reader);
    REQUIRE(people.size() == 2);
    CHECK(people[0].staff == room.suzuki);
    CHECK(people[0].field == "narrative");
    CHECK(people[1].staff == room.satou);
    CHECK(room.seen_by(room.suzuki).size() == 1);
}

TEST_CASE("a tab that closes or is not heard of is gone, and both are told") {
    Room room;
    room.enter(room.satou, "1", "");
    room.enter(room.satou, "1", "");
    CHECK(room.notices() == 1);  // a tab that is still there is no news
    room.enter(room.suzuki, "1", "");
    room.leave(room.suzuki, "1");
    room.leave(room.suzuki, "1");
    CHECK(room.notices() == 3);
    CHECK(room.seen_by(room.reader).size() == 1);
    room.time.pass(intake::present_for + 1);
    CHECK(room.seen_by(room.reader).empty());
    room.enter(room.suzuki, "1", "");  // sweeps
    CHECK(room.notices() == 5);
    CHECK(room.seen_by(room.reader).size() == 1);
}

TEST_CASE("notices are forgotten after a minute") {
    Room room;
    room.enter(room.satou, "1", "");
    room.time.pass(base::milliseconds_per_minute + 1);
    room.leave(room.satou, "1");
    CHECK(room.notices() == 1);
}

}  // namespace
