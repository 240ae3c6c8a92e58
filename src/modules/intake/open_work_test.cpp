#include "modules/intake/open_work.h"

#include "modules/intake/consultation.h"
#include "modules/intake/referrals.h"
#include "platform/registry/records.h"
#include "platform/registry/shared_records.h"
#include "platform/registry/staff.h"
#include "platform/registry/unit.h"
#include "platform/store/temporary_store.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <map>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace modules::intake {

namespace {

namespace store = platform::store;

struct Desk {
    store::TemporaryStore temporary;
    OpenConsultations work;
    registry::Change change{{}, base::Instant{1'700'000'000'000}, "test", {}};

    base::Ulid unit(store::Transaction& transaction, std::string code) const {
        registry::Unit unit;
        unit.code = code;
        unit.name = std::move(code);
        unit.valid_from = {2020, 1, 1};
        return registry::insert(transaction, record::View(registry::unit_schema, unit), {}, change).id;
    }
    base::Ulid person(store::Transaction& transaction, base::Ulid const& unit) const {
        registry::Staff staff;
        staff.name = "職員";
        staff.unit = unit;
        staff.valid_from = {2020, 1, 1};
        return registry::insert(transaction, record::View(registry::staff_schema, staff), {}, change).id;
    }
    base::Ulid record(store::Transaction& transaction, base::Ulid const& unit, std::string number,
                      Status status, base::Ulid const& receiver = {}) const {
        Consultation consultation;
        consultation.number = std::move(number);
        consultation.narrative = "不審な電話";
        consultation.status = status;
        consultation.receiver = receiver;
        auto const id = registry::insert(transaction, record::View(consultation_schema, consultation),
                                         {unit, unit}, change)
                            .id;
        open_lead(transaction, id, unit, {}, change);
        return id;
    }
};

}  // namespace

TEST_CASE("a successor leads what was open, what was closed keeps its unit, and the same goes back") {
    Desk desk;
    desk.temporary.store().write([&](store::Transaction& transaction) {
        auto const old_unit = desk.unit(transaction, "OLD");
        auto const new_unit = desk.unit(transaction, "NEW");
        auto const open = desk.record(transaction, old_unit, "1", Status::accepted);
        auto const closed = desk.record(transaction, old_unit, "2", Status::closed);
        registry::Succession const succession{old_unit, new_unit};
        auto const owner = [&](base::Ulid const& id) {
            return registry::get(transaction, consultation_schema, id).envelope.owner_unit;
        };
        base::Instant const at{desk.change.at.milliseconds + 1000};
        CHECK(desk.work.of_units(transaction, std::span(&old_unit, 1), 10).records.front().number == "1");
        CHECK(desk.work.carry_leads(transaction, std::span(&succession, 1), {{}, at, "lead"}) == 1);
        CHECK(owner(open) == new_unit);
        CHECK(owner(closed) == old_unit);
        CHECK_FALSE(desk.work.recorded_under(transaction, std::span(&new_unit, 1), at));
        CHECK(desk.work.give_back_leads(transaction, std::span(&succession, 1), {{}, at, "lead"}) == 1);
        CHECK(owner(open) == old_unit);
        desk.record(transaction, new_unit, "3", Status::accepted);
        CHECK(desk.work.recorded_under(transaction, std::span(&new_unit, 1), std::nullopt));
    });
}

TEST_CASE("a merger keeps who has a record in hand, and taking it back strands none of them") {
    Desk desk;
    desk.temporary.store().write([&](store::Transaction& transaction) {
        auto const old_unit = desk.unit(transaction, "OLD");
        auto const new_unit = desk.unit(transaction, "NEW");
        auto const first = desk.person(transaction, old_unit);
        auto const second = desk.person(transaction, old_unit);
        auto const third = desk.person(transaction, old_unit);
        auto const record = desk.record(transaction, old_unit, "1", Status::accepted, first);
        registry::Succession const succession{old_unit, new_unit};
        auto const held = [&](base::Ulid const& staff) {
            return desk.work.of_person(transaction, staff, 10).count.records;
        };
        auto const later = [&](int seconds) {
            return base::Instant{desk.change.at.milliseconds + std::int64_t{seconds} * 1000};
        };
        CHECK(desk.work.pass_to_colleague(transaction, first, second, {}, later(1)) == 1);
        CHECK(desk.work.carry_leads(transaction, std::span(&succession, 1), {{}, later(2), "lead"}) == 1);
        CHECK(held(first) == 0);
        CHECK(held(second) == 1);
        CHECK(desk.work.pass_to_colleague(transaction, second, third, {}, later(3)) == 1);
        CHECK(desk.work.give_back_leads(transaction, std::span(&succession, 1), {{}, later(4), "lead"}) == 1);
        CHECK(registry::get(transaction, consultation_schema, record).envelope.owner_unit == old_unit);
        CHECK(held(third) == 1);
    });
}

TEST_CASE("who has how much is counted by whoever has it in hand, and his list is as long") {
    Desk desk;
    desk.temporary.store().write([&](store::Transaction& transaction) {
        auto const unit = desk.unit(transaction, "A");
        auto const other = desk.unit(transaction, "B");
        std::vector<base::Ulid> people;
        for (int i = 0; i < 4; ++i) {
            people.push_back(desk.person(transaction, unit));
        }
        std::mt19937 random(20261124);
        auto const any = [&](std::size_t below) { return static_cast<std::size_t>(random() % below); };
        for (int i = 0; i < 200; ++i) {
            auto const status = any(4) == 0 ? Status::closed : Status::accepted;
            auto const receiver = any(5) == 0 ? base::Ulid{} : people[any(people.size())];
            auto const record = desk.record(transaction, unit, std::to_string(i), status, receiver);
            if (any(3) == 0) {  // given to a colleague
                transaction.execute("UPDATE assignments SET staff = ? WHERE record_id = ? AND until IS NULL",
                                    {store::id_value(people[any(people.size())]), store::id_value(record)});
            } else if (any(4) == 0) {  // handed over to another unit
                registry::Referral referral;
                referral.record_kind = "consultation";
                referral.record_id = record;
                referral.from_unit = unit;
                referral.to_unit = other;
                auto const made =
                    registry::insert(transaction, record::View(registry::referral_schema, referral),
                                     {unit, unit}, desk.change);
                open_lead(transaction, record, other, made.id, desk.change);
            } else if (any(6) == 0) {  // led by nobody
                transaction.execute("DELETE FROM assignments WHERE record_id = ?", {store::id_value(record)});
            }
        }
        std::map<base::Ulid, std::int64_t> counted;
        transaction.each(
            fmt::format("SELECT whose, count(*) FROM (SELECT {} AS whose FROM consultations r "
                        "WHERE r.status <> 'closed') shares WHERE whose IS NOT NULL GROUP BY whose",
                        holder),
            {}, [&](store::Row const& row) { counted[row.id(0)] = row.integer(1); });
        std::int64_t all = 0;
        for (auto const& person : people) {
            CHECK(registry::count(transaction, consultation_schema, {in_hand_of(person)}) == counted[person]);
            CHECK(desk.work.of_person(transaction, person, 0).count.records == counted[person]);
            all += counted[person];
            for (auto const& held : registry::all(transaction, consultation_schema, in_hand_of(person))) {
                CHECK(holder_of(transaction, held.envelope.id) == person);
            }
        }
        CHECK(counted.size() == people.size());
        CHECK(all > 50);
    });
}

TEST_CASE(
    "what a merger changed says so in each record's own account, and drafts stand where their unit does") {
    Desk desk;
    desk.temporary.store().write([&](store::Transaction& transaction) {
        auto const old_unit = desk.unit(transaction, "OLD");
        auto const new_unit = desk.unit(transaction, "NEW");
        auto const officer = desk.person(transaction, old_unit);
        auto const record = desk.record(transaction, old_unit, "1", Status::accepted, officer);
        auto const draft = base::new_ulid();
        transaction.execute(
            "INSERT INTO drafts (id, version, created_at, created_by, changed_at, changed_by, owner_unit, "
            "origin_unit) VALUES (?, 1, 1, ?, 1, ?, ?, ?)",
            {store::id_value(draft), store::id_value(officer), store::id_value(officer),
             store::id_value(old_unit), store::id_value(old_unit)});
        auto const drafts = [&](base::Ulid const& unit) {
            return desk.work.of_units(transaction, std::span(&unit, 1), 0).count.drafts;
        };
        registry::Succession const succession{old_unit, new_unit};
        auto const decided = base::Instant{1'600'000'000'000};
        registry::LeadChange change{{},     desk.change.at, "merge_lead", base::new_ulid(),
                                    "条例", officer,        decided};
        CHECK(desk.work.carry_leads(transaction, std::span(&succession, 1), change) == 1);
        CHECK(drafts(new_unit) == 1);
        auto const lead = registry::all(transaction, registry::assignment_schema,
                                        {"r.record_id = ? AND r.until IS NULL", {store::id_value(record)}});
        REQUIRE(lead.size() == 1);
        auto const& told = lead.front().record.as<registry::Assignment>();
        CHECK(told.reason == "条例");
        CHECK(told.decided_by == officer);
        CHECK(told.decided_at == decided);
        CHECK(told.merger == change.merger);
        std::int64_t entries = 0;
        for (auto const& entry : platform::journal::entries_of(transaction, record)) {
            entries += entry.record_kind == "assignment" && entry.action == "merge_lead" ? 1 : 0;
        }
        CHECK(entries == 2);  // one lead ends, one begins
        CHECK_FALSE(desk.work.recorded_under(transaction, std::span(&new_unit, 1), desk.change.at));
        change.action = "unmerge_lead";
        CHECK(desk.work.give_back_leads(transaction, std::span(&succession, 1), change) == 1);
        CHECK(drafts(old_unit) == 1);
        CHECK(drafts(new_unit) == 0);
    });
}

TEST_CASE("a record that another unit took over is not in the hand of who received it") {
    Desk desk;
    desk.temporary.store().write([&](store::Transaction& transaction) {
        auto const unit = desk.unit(transaction, "A");
        auto const other = desk.unit(transaction, "B");
        auto const successor = desk.unit(transaction, "C");
        auto const receiver = desk.person(transaction, unit);
        auto const record = desk.record(transaction, unit, "1", Status::accepted, receiver);
        auto const held = [&] { return desk.work.of_person(transaction, receiver, 10).count.records; };
        CHECK(held() == 1);
        auto const before = registry::get(transaction, consultation_schema, record);
        auto after = before;
        after.envelope.owner_unit = other;
        registry::update(transaction, before, after, desk.change);
        registry::Referral referral;
        referral.record_kind = "consultation";
        referral.record_id = record;
        referral.from_unit = unit;
        referral.to_unit = other;
        auto const made = registry::insert(transaction, record::View(registry::referral_schema, referral),
                                           {unit, unit}, desk.change);
        open_lead(transaction, record, other, made.id, desk.change);
        CHECK(held() == 0);
        registry::Succession const succession{other, successor};
        CHECK(desk.work.carry_leads(transaction, std::span(&succession, 1), {{}, desk.change.at, "lead"}) ==
              1);
        CHECK(held() == 0);
        CHECK(desk.work.pass_to_colleague(transaction, receiver, desk.person(transaction, unit), {},
                                          desk.change.at) == 0);
    });
}

}  // namespace modules::intake
