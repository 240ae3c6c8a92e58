// Changes of the organisation that take effect by their dates: transfers, mergers and their taking back.
#include "base/problem.h"
#include "modules/organization/accounts.h"
#include "modules/organization/house_test.h"
#include "modules/organization/load.h"
#include "modules/organization/merger.h"
#include "modules/organization/staff_changes.h"
#include "modules/organization/staff_import.h"
#include "platform/access/accounts.h"
#include "platform/access/people_test.h"
#include "platform/registry/posting.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <string>

namespace modules::organization {

TEST_CASE("a transfer entered ahead takes effect on its day, with nothing run by hand") {
    House house;
    auto const id = house.staff("一郎", "S-FURUKAWA-CHIIKI");
    auto const day = base::add_days(house.today, 10);
    house.transfer_to(id, "S-FURUKAWA-SEIAN", day);
    CHECK(house.unit_of(id, base::add_days(day, -1)) == "S-FURUKAWA-CHIIKI");
    CHECK(house.unit_of(id, day) == "S-FURUKAWA-SEIAN");
    house.read([&](store::Reader& reader) {
        access::Account account;
        account.staff = id;
        CHECK(access::actor_of(reader, account, house.today)->unit == house.unit("S-FURUKAWA-CHIIKI"));
        CHECK(access::actor_of(reader, account, day)->unit == house.unit("S-FURUKAWA-SEIAN"));
        registry::StaffQuery there;
        there.as_of = day;
        there.unit = house.unit("S-FURUKAWA-SEIAN");
        CHECK(registry::staff_list(reader, there).items.size() == 1);
        there.as_of = house.today;
        CHECK(registry::staff_list(reader, there).items.empty());
    });
    auto const twice =
        house.refusal([&] { house.transfer_to(id, "S-FURUKAWA-KEIJI", base::add_days(day, -3)); });
    REQUIRE(twice.size() == 1);
    CHECK(twice.front().field == "date");
    house.write([&](store::Transaction& transaction) {
        withdraw(transaction, registry::get(transaction, registry::staff_schema, id), day, house.change());
    });
    CHECK(house.unit_of(id, day) == "S-FURUKAWA-CHIIKI");
}

TEST_CASE("a colleague has the open records in hand from the day of the transfer on") {
    House house;
    auto const leaving = house.staff("一郎", "S-FURUKAWA-CHIIKI");
    auto const colleague = house.staff("二郎", "S-FURUKAWA-SEIAN");
    auto const stranger = house.staff("三郎", "S-NARUKO-CHIIKI");
    house.open_record("S-FURUKAWA-CHIIKI", leaving);
    auto const day = base::add_days(house.today, 3);
    auto const refused = house.refusal([&] { house.transfer_to(leaving, "S-NARUKO-CHIIKI", day, stranger); });
    REQUIRE(refused.size() == 1);
    CHECK(refused.front().field == "hand_over_to");
    house.transfer_to(leaving, "S-NARUKO-CHIIKI", day, colleague);
    auto const held = [&](base::Ulid const& staff) {
        std::int64_t records = 0;
        house.read(
            [&](store::Reader& reader) { records = house.work.of_person(reader, staff, 10).count.records; });
        return records;
    };
    CHECK(settle(house.store, house.work, house.time.now()) == 0);
    CHECK(held(leaving) == 1);
    house.pass_days(3);
    CHECK(settle(house.store, house.work, house.time.now()) == 1);
    CHECK(settle(house.store, house.work, house.time.now()) == 0);
    CHECK(held(leaving) == 0);
    CHECK(held(colleague) == 1);
}

TEST_CASE("sections with one key come together, and a chosen key sends a section into another") {
    House house;
    std::vector<registry::StoredUnit> sections;
    house.read([&](store::Reader& reader) {
        for (auto const* code :
             {"S-FURUKAWA-SEIAN", "S-FURUKAWA-CHIIKI", "S-NARUKO-KEIJI-SEIAN", "S-NARUKO-CHIIKI"}) {
            sections.push_back(*registry::unit_by_code(reader, code));
        }
    });
    auto const plain = group_sections(sections, {});
    CHECK(plain.violations.empty());
    CHECK(plain.sections.size() == 3);
    CHECK(plain.sections[1].from.size() == 2);  // 地域課
    auto const chosen = group_sections(sections, {{sections[2].envelope.id, "community_safety"}});
    REQUIRE(chosen.sections.size() == 2);
    CHECK(chosen.sections[0].unit.name == "生活安全課");
    CHECK(chosen.sections[0].from.size() == 2);
    auto const nowhere = group_sections(sections, {{sections[2].envelope.id, "castle"}});
    REQUIRE(nowhere.violations.size() == 1);
    CHECK(nowhere.violations.front().field.starts_with("sections/"));
}

TEST_CASE("a merger entered ahead changes nothing before its day and everything on it") {
    House house;
    auto const officer = house.staff("一郎", "S-NARUKO-KEIJI-SEIAN");
    auto const record = house.open_record("S-NARUKO-KEIJI-SEIAN", officer);
    auto const day = base::add_days(house.today, 5);
    auto const merger = house.merge(house.two_stations(day));
    CHECK(house.unit_of(officer, base::add_days(day, -1)) == "S-NARUKO-KEIJI-SEIAN");
    CHECK(house.unit_of(officer, day) == "S-OSAKI-SEIAN");
    CHECK(settle(house.store, house.work, house.time.now()) == 0);
    CHECK(house.lead_of(record) == "S-NARUKO-KEIJI-SEIAN");
    house.pass_days(5);
    CHECK(settle(house.store, house.work, house.time.now()) == 1);
    CHECK(house.lead_of(record) == "S-OSAKI-SEIAN");
    house.read([&](store::Reader& reader) {
        auto const stored = registry::get(reader, merger_schema, merger);
        auto const& settled = stored.record.as<Merger>();
        CHECK(settled.state == MergerState::done);
        CHECK(settled.moved == 1);
        // Nobody is at work when the day comes: whoever entered it decided it.
        CHECK(house.work.last.merger == merger);
        CHECK(house.work.last.reason == "条例");
        CHECK(house.work.last.decided_at == stored.envelope.created_at);
        CHECK(house.work.last.action == "merge_lead");
        CHECK(platform::journal::verify(reader).findings.empty());
    });
}

TEST_CASE(
    "a wrong merger is taken back whole, its code is free again, and only while nothing was recorded there") {
    House house;
    auto const officer = house.staff("一郎", "S-FURUKAWA-CHIIKI");
    auto const record = house.open_record("S-FURUKAWA-CHIIKI", officer);
    auto const back = [&](base::Ulid const& merger) {
        house.write([&](store::Transaction& transaction) {
            take_back(transaction, registry::get(transaction, merger_schema, merger), "誤入力", house.work,
                      house.change());
        });
    };
    auto const first = house.merge(house.two_stations(house.today));
    CHECK(house.lead_of(record) == "S-OSAKI-CHIIKI");
    back(first);
    CHECK(house.lead_of(record) == "S-FURUKAWA-CHIIKI");
    CHECK(house.unit_of(officer, house.today) == "S-FURUKAWA-CHIIKI");
    auto const twice = house.refusal([&] { back(first); });
    REQUIRE(twice.size() == 1);
    CHECK(twice.front().reason.en.find("already") != std::string::npos);

    auto const second = house.merge(house.two_stations(house.today));
    house.work.recorded = true;
    auto const refused = house.refusal([&] { back(second); });
    REQUIRE(refused.size() == 1);
    CHECK(refused.front().reason.ja.find("取り消せません") != std::string::npos);
    CHECK(house.unit_of(officer, house.today) == "S-OSAKI-CHIIKI");
}

TEST_CASE("a merger names every field that is wrong at once") {
    House house;
    auto request = house.two_stations(base::add_days(house.today, -1));
    request.units.push_back(house.unit("H-CYBER"));
    request.code = "S-KAMI";
    request.name.clear();
    request.symbol = "加美";
    request.reason.clear();
    auto const refused = house.refusal([&] { house.merge(request); });
    auto const named = [&](std::string_view field) {
        return std::ranges::any_of(refused, [&](base::Violation const& one) { return one.field == field; });
    };
    CHECK(named("date"));
    CHECK(named("units/2"));
    CHECK(named("code"));
    CHECK(named("name"));
    CHECK(named("symbol"));
    CHECK(named("reason"));
}

TEST_CASE(
    "a line of a list that is refused half-way leaves nothing, the others are taken, and the same again is "
    "unchanged") {
    House house;
    std::string const list =
        "氏名,職員番号,階級,職,所属,着任日\n髙橋,1,巡査,係員,古川署地域課,2026-01-05\n山田,2,巡査,係員,S-"
        "FURUKAWA-SEIAN,2026-01-05\n";
    StaffImport how{ImportMode::trying, house.today, {}, house.time.now()};
    CHECK(import_staff(house.store, list, house.work, how).added == 2);
    how.mode = ImportMode::writing;
    CHECK(import_staff(house.store, list, house.work, how).added == 2);
    auto const again = import_staff(house.store, list, house.work, how);
    CHECK(again.unchanged == 2);
    CHECK(again.changed == 0);
    // The new name would be taken, the rank is not: neither is.
    auto const half =
        import_staff(house.store, "氏名,職員番号,階級\n高橋,1,元帥\n山田,2,巡査部長\n", house.work, how);
    CHECK(half.refused == 1);
    CHECK(half.changed == 1);
    house.read([&](store::Reader& reader) {
        CHECK(reader.first("SELECT name FROM staff WHERE employee_number = '1'")->text(0) == "髙橋");
    });
}

TEST_CASE("somebody added ahead acts from the first day on and not before") {
    House house;
    auto const first = base::add_days(house.today, 7);
    registry::Staff staff;
    staff.name = "新任";
    staff.unit = house.unit("S-FURUKAWA-CHIIKI");
    staff.valid_from = first;
    access::Account account;
    house.write([&](store::Transaction& transaction) {
        account.staff = add_staff(transaction, staff, house.change());
    });
    house.read([&](store::Reader& reader) {
        CHECK_FALSE(access::actor_of(reader, account, base::add_days(first, -1)));
        CHECK(access::actor_of(reader, account, first));
    });
}

TEST_CASE("the last who administers is not ended, and people who have left do not count") {
    House house;
    auto const first = house.staff("一郎", "S-FURUKAWA-CHIIKI");
    auto const second = house.staff("二郎", "S-FURUKAWA-SEIAN");
    house.write([&](store::Transaction& transaction) {
        for (auto const& [name, staff] : {std::pair{"first", first}, std::pair{"second", second}}) {
            access::add_account(transaction, {name, "", staff, {access::Role::administrator}}, {},
                                house.time.now());
        }
    });
    house.leave(second, base::add_days(house.today, 30));
    auto const refused = house.refusal([&] { house.leave(first, house.today); });
    REQUIRE(refused.size() == 1);  // from the 30th day on there would be nobody
    CHECK(refused.front().field == "date");
    CHECK(refused.front().reason.en.find("last administrator") != std::string::npos);
    house.take_back_change(second, base::add_days(house.today, 30));
    house.leave(first, house.today);
    CHECK_FALSE(house.refusal([&] { house.leave(second, house.today); }).empty());
}

TEST_CASE("an end of service is taken back at any time, a transfer only before its day") {
    House house;
    auto const id = house.staff("一郎", "S-FURUKAWA-CHIIKI");
    auto const colleague = house.staff("二郎", "S-FURUKAWA-SEIAN");
    auto const day = base::add_days(house.today, -3);
    house.leave(id, day, colleague);
    house.take_back_change(id, day);
    house.read([&](store::Reader& reader) {
        CHECK_FALSE(registry::staff_by_id(reader, id)->value.valid_to);
        // What was passed on stays passed on.
        CHECK(reader.first("SELECT count(*) FROM staff_hand_overs WHERE withdrawn = 1")->integer(0) == 0);
    });
    house.transfer_to(id, "S-FURUKAWA-SEIAN", house.today);
    CHECK_FALSE(house.refusal([&] { house.take_back_change(id, house.today); }).empty());
}

TEST_CASE("records stay with the unit when the colleague has left by the day") {
    House house;
    auto const leaving = house.staff("一郎", "S-FURUKAWA-CHIIKI");
    auto const colleague = house.staff("二郎", "S-FURUKAWA-SEIAN");
    house.open_record("S-FURUKAWA-CHIIKI", leaving);
    house.transfer_to(leaving, "S-NARUKO-CHIIKI", base::add_days(house.today, 3), colleague);
    house.leave(colleague, base::add_days(house.today, 2));
    house.pass_days(3);
    CHECK(settle(house.store, house.work, house.time.now()) == 0);
    CHECK(house.work.kept.front().staff == leaving);
    house.take_back_change(colleague, base::add_days(house.today, 2));
    CHECK(settle(house.store, house.work, house.time.now()) == 0);  // decided once
}

TEST_CASE("a new person met twice in one list is refused the second time") {
    House house;
    auto const numbered =
        house.bring_in("氏名,職員番号,所属\n甲,1,S-FURUKAWA-SEIAN\n乙,1,S-FURUKAWA-SEIAN\n");
    CHECK(numbered.added == 1);
    CHECK(numbered.refused == 1);
    CHECK(house.people("甲") == 1);
    auto const named = house.bring_in("氏名,所属\n丙,S-FURUKAWA-SEIAN\n丙,S-FURUKAWA-SEIAN\n");
    CHECK(named.added == 1);
    REQUIRE(named.refused == 1);
    CHECK(named.lines.back().reasons.front().reason.ja.find("前の行") != std::string::npos);
}

TEST_CASE("a number unknown so far goes to the one of that name in that unit who has none") {
    House house;
    house.bring_in("氏名,所属\n甲,S-FURUKAWA-SEIAN\n");
    auto const numbered = house.bring_in(
        "氏名,職員番号,所属\n甲,7,S-FURUKAWA-SEIAN\n甲,8,S-FURUKAWA-SEIAN\n甲,9,S-FURUKAWA-KEIJI\n");
    CHECK(numbered.changed == 1);
    CHECK(numbered.added == 2);
    CHECK(house.people("甲") == 3);
}

TEST_CASE("every refused line is counted, however many there are") {
    House house;
    std::string list = "氏名,着任日\n";
    for (int i = 0; i < 1500; ++i) {
        list += "甲,soon\n";
    }
    CHECK(house.bring_in(list).refused == 1500);
}

}  // namespace modules::organization
