// Which section compiles a station's reports day by day, and sections below sections when stations merge.
#include "modules/organization/coordinator_marks.h"
#include "modules/organization/house_test.h"
#include "modules/organization/unit_changes.h"
#include "platform/registry/records.h"

#include <doctest/doctest.h>

namespace modules::organization {

TEST_CASE(
    "on every day a station has exactly one section that compiles its reports, whatever is done to it") {
    House house;
    auto const station = house.unit("S-FURUKAWA");
    auto const day = [&](int days) { return base::add_days(house.today, days); };
    auto const on = [&](base::Ulid const& of, base::Date date) {
        std::string code = "none";
        house.read([&](store::Reader& reader) {
            if (auto const found = registry::coordinator_of(reader, of, date)) {
                code = found->value.code;
            }
        });
        return code;
    };
    auto const mark = [&](std::string const& code, base::Date date, std::string reason = "組織規程") {
        return house.refusal([&] {
            house.write([&](store::Transaction& transaction) {
                mark_coordinator(transaction, *registry::unit_by_id(transaction, station),
                                 {house.unit(code), date, std::move(reason)}, house.change());
            });
        });
    };
    auto const named = [](Violations const& found, std::string_view field) {
        return std::ranges::any_of(found, [&](base::Violation const& one) { return one.field == field; });
    };
    auto const close = [&](std::string const& code, base::Date date, std::string const& successor) {
        return house.refusal([&] {
            house.write([&](store::Transaction& transaction) {
                auto const to = successor.empty() ? base::Ulid{} : house.unit(successor);
                close_unit(transaction, registry::get(transaction, registry::unit_schema, house.unit(code)),
                           {date, to}, house.work, house.change());
            });
        });
    };
    CHECK(on(station, house.today) == "S-FURUKAWA-SEIAN");
    auto const wrong = mark("S-NARUKO-CHIIKI", day(-1), "");
    CHECK(named(wrong, "unit"));
    CHECK(named(wrong, "date"));
    CHECK(named(wrong, "reason"));
    CHECK(named(mark("S-FURUKAWA-SEIAN", day(3)), "unit"));  // is it already
    CHECK(mark("S-FURUKAWA-CHIIKI", day(10)).empty());
    CHECK(named(mark("S-FURUKAWA-KEIJI", day(10)), "date"));
    CHECK(mark("S-FURUKAWA-KEIJI", day(20)).empty());
    CHECK(on(station, day(9)) == "S-FURUKAWA-SEIAN");
    CHECK(on(station, day(10)) == "S-FURUKAWA-CHIIKI");
    CHECK(on(station, day(20)) == "S-FURUKAWA-KEIJI");
    house.read([&](store::Reader& reader) {
        auto const periods = registry::coordinators_of(reader, *registry::unit_by_id(reader, station));
        REQUIRE(periods.size() == 3);
        CHECK(periods[0].to == periods[1].from);
        CHECK(periods[1].to == periods[2].from);
        CHECK_FALSE(periods[2].to);
    });
    // Whoever is it, or is to be it, does not end without leaving it to another.
    CHECK(named(close("S-FURUKAWA-CHIIKI", day(5), ""), "successor"));
    CHECK(named(close("S-FURUKAWA-KEIJI", day(1), ""), "successor"));
    // A merger of stations would lose what is marked for days after it.
    auto request = house.two_stations(day(15));
    CHECK(named(house.refusal([&] { house.merge(request); }), "units"));
    house.write([&](store::Transaction& transaction) {
        withdraw_mark(transaction, *registry::unit_by_id(transaction, station), day(20), house.change());
    });
    CHECK(on(station, day(30)) == "S-FURUKAWA-CHIIKI");
    // Of the new station it is the one into which that of the first one goes; one alone.
    auto const merger = house.merge(request);
    auto const united = house.unit("S-OSAKI");
    CHECK(on(station, day(14)) == "S-FURUKAWA-CHIIKI");
    CHECK(on(united, day(15)) == "S-OSAKI-CHIIKI");
    house.read([&](store::Reader& reader) {
        std::size_t marked = 0;
        for (auto const& unit : registry::units(reader, {.station = united})) {
            marked += unit.value.coordinator ? 1U : 0U;
        }
        CHECK(marked == 1);
    });
    house.write([&](store::Transaction& transaction) {
        take_back(transaction, registry::get(transaction, merger_schema, merger), "誤入力", house.work,
                  house.change());
    });
    CHECK(on(station, day(15)) == "S-FURUKAWA-CHIIKI");
    CHECK(on(united, day(15)) == "none");
    request.coordinator = "community_safety";
    house.merge(request);
    CHECK(on(house.unit("S-OSAKI"), day(15)) == "S-OSAKI-SEIAN");
    request.code = "S-OTHER";
    request.units = {house.unit("S-TOME"), house.unit("S-SANUMA")};
    request.sections.clear();
    request.symbol = "新";
    request.coordinator = "castle";
    CHECK(named(house.refusal([&] { house.merge(request); }), "coordinator"));
}

TEST_CASE("what takes over from the section that compiles the reports compiles them") {
    House house;
    auto const station = house.unit("S-FURUKAWA");
    house.write([&](store::Transaction& transaction) {
        close_unit(transaction,
                   registry::get(transaction, registry::unit_schema, house.unit("S-FURUKAWA-SEIAN")),
                   {house.today, house.unit("S-FURUKAWA-CHIIKI")}, house.work, house.change());
    });
    house.read([&](store::Reader& reader) {
        auto const before = registry::coordinator_of(reader, station, base::add_days(house.today, -1));
        auto const now = registry::coordinator_of(reader, station, house.today);
        REQUIRE(before);
        REQUIRE(now);
        CHECK(before->value.code == "S-FURUKAWA-SEIAN");
        CHECK(now->value.code == "S-FURUKAWA-CHIIKI");
    });
    // Two sections of it become one: that one is it.
    MergerRequest request;
    request.units = {house.unit("S-FURUKAWA-KEIJI"), house.unit("S-FURUKAWA-CHIIKI")};
    request.code = "S-FURUKAWA-NEW";
    request.name = "地域刑事課";
    request.day = base::add_days(house.today, 2);
    request.reason = "組織規程";
    house.merge(request);
    house.read([&](store::Reader& reader) {
        auto const then = registry::coordinator_of(reader, station, request.day);
        REQUIRE(then);
        CHECK(then->value.code == "S-FURUKAWA-NEW");
    });
}

TEST_CASE("sections below sections go with theirs, those of equal names become one, and all go back") {
    House house;
    auto const below = [&](std::string const& above, std::string const& code, std::string const& name) {
        house.write([&](store::Transaction& transaction) {
            boost::json::object const body{{"code", code},
                                           {"name", name},
                                           {"name_en", name},
                                           {"kind", "section"},
                                           {"parent", base::to_string(house.unit(above))},
                                           {"valid_from", base::to_iso(base::add_days(house.today, -150))}};
            static_cast<void>(add_unit(transaction, body, house.change()));
        });
    };
    below("S-FURUKAWA-SEIAN", "S-FURUKAWA-SEIAN-CYBER", "サイバー係");
    below("S-FURUKAWA-SEIAN", "S-FURUKAWA-SEIAN-HOAN", "保安係");
    below("S-FURUKAWA-SEIAN-CYBER", "S-FURUKAWA-SEIAN-CYBER-1", "第一班");
    below("S-NARUKO-KEIJI-SEIAN", "S-NARUKO-KEIJI-SEIAN-CYBER", "サイバー係");
    auto const officer = house.staff("一郎", "S-NARUKO-KEIJI-SEIAN-CYBER");
    auto const record = house.open_record("S-NARUKO-KEIJI-SEIAN-CYBER", officer);
    auto const deepest = house.open_record("S-FURUKAWA-SEIAN-CYBER-1", officer);
    auto const request = house.two_stations(house.today);
    std::int64_t foreseen = 0;
    house.read([&](store::Reader& reader) {
        auto const plan = plan_merger(reader, request, house.today);
        foreseen = house.work.of_units(reader, plan.ending(), 0).count.records;
        auto const cyber = std::ranges::find(plan.sections, "サイバー係", &NewSection::key);
        REQUIRE(cyber != plan.sections.end());
        CHECK(cyber->from.size() == 2);
        REQUIRE(cyber->above);
        CHECK(plan.sections[*cyber->above].unit.code == "S-OSAKI-SEIAN");
    });
    auto const merger = house.merge(request);
    CHECK(house.lead_of(record) == "S-OSAKI-SEIAN-CYBER");
    CHECK(house.lead_of(deepest) == "S-OSAKI-SEIAN-CYBER-1");
    CHECK(house.unit_of(officer, house.today) == "S-OSAKI-SEIAN-CYBER");
    house.read([&](store::Reader& reader) {
        CHECK(registry::get(reader, merger_schema, merger).record.as<Merger>().moved == foreseen);
        CHECK(foreseen == 2);
        auto const ref = registry::unit_ref(reader, house.unit("S-OSAKI-SEIAN-CYBER"));
        CHECK(ref->name.ja == "大崎署生活安全課サイバー係");
    });
    house.write([&](store::Transaction& transaction) {
        take_back(transaction, registry::get(transaction, merger_schema, merger), "誤入力", house.work,
                  house.change());
    });
    CHECK(house.work.last.action == "unmerge_lead");
    CHECK(house.lead_of(record) == "S-NARUKO-KEIJI-SEIAN-CYBER");
    CHECK(house.lead_of(deepest) == "S-FURUKAWA-SEIAN-CYBER-1");
    CHECK(house.unit_of(officer, house.today) == "S-NARUKO-KEIJI-SEIAN-CYBER");
    house.read([&](store::Reader& reader) {
        for (auto const* code :
             {"S-FURUKAWA-SEIAN-CYBER-1", "S-FURUKAWA-SEIAN-HOAN", "S-NARUKO-KEIJI-SEIAN"}) {
            CHECK_FALSE(registry::unit_by_code(reader, code)->value.valid_to);
        }
        CHECK_FALSE(registry::unit_by_code(reader, "S-OSAKI-SEIAN-CYBER"));
    });
}

}  // namespace modules::organization
