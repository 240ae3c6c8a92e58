#pragma once
// A force of the shipped units with people and a few open records, for tests of what changes it. Thread rule:
// one test's own.

#include "base/problem.h"
#include "modules/organization/load.h"
#include "modules/organization/merger.h"
#include "modules/organization/staff_changes.h"
#include "modules/organization/staff_import.h"
#include "platform/access/people_test.h"
#include "platform/registry/posting.h"
#include "platform/registry/staff.h"

#include <algorithm>
#include <functional>
#include <string>

namespace modules::organization {

namespace access = platform::access;

inline data::Organization const& shipped() {
    static data::Organization const read = read_organization(RENKEI_SOURCE_DIR "/data/organization");
    return read;
}

// What another module keeps: records with a leading unit and a holder.
class FewRecords : public registry::OpenWorkKeeper {
  public:
    struct Kept {
        base::Ulid id;
        base::Ulid unit;
        base::Ulid staff;
        base::Ulid before{};  // that led it before a merger
    };
    std::vector<Kept> mutable kept;  // the port's members are const: they change the store, not the keeper
    registry::LeadChange mutable last{};
    bool recorded = false;

    [[nodiscard]] registry::OpenWork of_person(store::Reader&, base::Ulid const& staff,
                                               std::size_t) const override {
        return counted([&](Kept const& one) { return one.staff == staff; });
    }
    [[nodiscard]] registry::OpenWork of_units(store::Reader&, std::span<base::Ulid const> units,
                                              std::size_t) const override {
        return counted([&](Kept const& one) { return std::ranges::find(units, one.unit) != units.end(); });
    }
    std::int64_t pass_to_colleague(store::Transaction&, base::Ulid const& from, base::Ulid const& to,
                                   platform::journal::Author const&, base::Instant) const override {
        return change([&](Kept& one) { return one.staff == from ? (one.staff = to, true) : false; });
    }
    std::int64_t carry_leads(store::Transaction&, std::span<registry::Succession const> successions,
                             registry::LeadChange const& why) const override {
        last = why;
        return change([&](Kept& one) { return follow(one, successions, false); });
    }
    std::int64_t give_back_leads(store::Transaction&, std::span<registry::Succession const> successions,
                                 registry::LeadChange const& why) const override {
        last = why;
        return change([&](Kept& one) { return follow(one, successions, true); });
    }
    [[nodiscard]] bool recorded_under(store::Reader&, std::span<base::Ulid const>,
                                      std::optional<base::Instant> const&) const override {
        return recorded;
    }

  private:
    static bool follow(Kept& one, std::span<registry::Succession const> successions, bool back) {
        for (auto const& succession : successions) {
            bool const follows = back ? one.unit == succession.to && one.before == succession.from
                                      : one.unit == succession.from;
            if (follows) {
                one.before = one.unit;
                one.unit = back ? succession.from : succession.to;
                return true;
            }
        }
        return false;
    }
    [[nodiscard]] registry::OpenWork counted(std::function<bool(Kept const&)> const& holds) const {
        registry::OpenWork work;
        work.count.records = std::ranges::count_if(kept, holds);
        return work;
    }
    std::int64_t change(std::function<bool(Kept&)> const& does) const {
        return std::ranges::count_if(kept, does);
    }
};

struct House {
    store::TemporaryStore temporary;
    store::Store& store = temporary.store();
    access::SetTime time;
    FewRecords work;
    base::Date today;

    House() {
        load_organization(store, time, shipped());
        today = base::date_in_japan(time.now());
    }
    void write(std::function<void(store::Transaction&)> const& change) { store.write(change); }
    void read(std::function<void(store::Reader&)> const& look) { store.read(look); }
    [[nodiscard]] registry::Change change() const { return {{}, time.now(), "test", {}}; }
    base::Ulid unit(std::string const& code) {
        base::Ulid id;
        read([&](store::Reader& reader) { id = registry::unit_by_code(reader, code)->envelope.id; });
        return id;
    }
    base::Ulid staff(std::string const& name, std::string const& unit_code) {
        registry::Staff staff;
        staff.name = name;
        staff.rank = "巡査";
        staff.post = "係員";
        staff.unit = unit(unit_code);
        staff.valid_from = base::add_days(today, -100);
        base::Ulid id;
        write([&](store::Transaction& transaction) { id = add_staff(transaction, staff, change()); });
        return id;
    }
    base::Ulid open_record(std::string const& unit_code, base::Ulid const& receiver) {
        work.kept.push_back({base::new_ulid(), unit(unit_code), receiver, {}});
        return work.kept.back().id;
    }
    std::string unit_of(base::Ulid const& staff, base::Date day) {
        std::string code;
        read([&](store::Reader& reader) { code = registry::staff_ref(reader, staff, day)->unit->code; });
        return code;
    }
    std::string lead_of(base::Ulid const& record) {
        auto const found = std::ranges::find(work.kept, record, &FewRecords::Kept::id);
        std::string code;
        read([&](store::Reader& reader) { code = registry::unit_by_id(reader, found->unit)->value.code; });
        return code;
    }
    void transfer_to(base::Ulid const& staff, std::string const& unit_code, base::Date day,
                     base::Ulid const& colleague = {}) {
        Transfer asked;
        asked.to.unit = unit(unit_code);
        asked.to.rank = "巡査";
        asked.to.post = "主任";
        asked.to.valid_from = day;
        asked.hand_over_to = colleague;
        write([&](store::Transaction& transaction) {
            transfer(transaction, registry::get(transaction, registry::staff_schema, staff), asked, work,
                     change());
        });
    }
    void leave(base::Ulid const& staff, base::Date day, base::Ulid const& colleague = {}) {
        Transfer asked;
        asked.to.valid_from = day;
        asked.hand_over_to = colleague;
        write([&](store::Transaction& transaction) {
            transfer(transaction, registry::get(transaction, registry::staff_schema, staff), asked, work,
                     change());
        });
    }
    void take_back_change(base::Ulid const& staff, base::Date day) {
        write([&](store::Transaction& transaction) {
            withdraw(transaction, registry::get(transaction, registry::staff_schema, staff), day, change());
        });
    }
    ImportReport bring_in(std::string const& list) {
        return import_staff(store, list, work, {ImportMode::writing, today, {}, time.now()});
    }
    std::int64_t people(std::string const& name) {
        std::int64_t found = 0;
        read([&](store::Reader& reader) {
            found = reader.first("SELECT count(*) FROM staff WHERE name = ?", {name})->integer(0);
        });
        return found;
    }
    MergerRequest two_stations(base::Date day) {
        MergerRequest request;
        request.units = {unit("S-FURUKAWA"), unit("S-NARUKO")};
        request.code = "S-OSAKI";
        request.name = "大崎警察署";
        request.name_en = "Osaki Police Station";
        request.symbol = "大崎";
        request.day = day;
        request.reason = "条例";
        request.sections = {{unit("S-NARUKO-KEIJI-SEIAN"), "community_safety"}};
        return request;
    }
    base::Ulid merge(MergerRequest const& request) {
        base::Ulid id;
        write([&](store::Transaction& transaction) {
            id = carry_out(transaction, plan_merger(transaction, request, base::date_in_japan(time.now())),
                           "条例", work, change());
        });
        return id;
    }
    std::vector<base::Violation> refusal(std::function<void()> const& attempt) {
        try {
            attempt();
        } catch (base::Problem const& problem) {
            return problem.violations().empty() ? Violations{{"", problem.title()}} : problem.violations();
        }
        return {};
    }
    void pass_days(int days) { time.pass(std::int64_t{days} * 24 * 60 * base::milliseconds_per_minute); }
};

}  // namespace modules::organization
