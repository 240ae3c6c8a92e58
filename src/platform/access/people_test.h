#pragma once
// For tests: a clock that stands still until it is moved, cheap hashing, and a station with one officer.

#include "platform/access/accounts.h"
#include "platform/access/password_hasher.h"
#include "platform/registry/unit.h"
#include "platform/store/temporary_store.h"
#include "record/sql.h"

#include <atomic>
#include <string>
#include <utility>

namespace platform::access {

class SetTime final : public base::TimeSource {
  public:
    [[nodiscard]] base::Instant now() const override { return {now_}; }
    void pass(std::int64_t milliseconds) { now_ += milliseconds; }
    void set(base::Instant at) { now_ = at.milliseconds; }

  private:
    std::atomic<std::int64_t> now_ = 1'790'000'000'000;
};

constexpr HashCost cheap{.passes = 1, .memory = 8192};
constexpr std::string_view good_password = "correct horse battery staple";

struct People {
    store::TemporaryStore folder;
    SetTime time;
    PasswordHasher hasher{cheap};
    base::Ulid station;
    base::Ulid section;
    base::Ulid officer;  // account "tanaka"

    People() {
        folder.store().write([this](store::Transaction& tx) {
            station = add_unit(tx, "S-FURUKAWA", registry::UnitKind::station, {}, {});
            section = add_unit(tx, "S-FURUKAWA-SEIAN", registry::UnitKind::station_section, station, station);
        });
        officer = add("tanaka", {Role::intake_officer}, section);
    }

    base::Ulid add(std::string const& name, std::set<Role> roles, base::Ulid const& unit) {
        auto const hash = hasher.hash(good_password);
        base::Ulid account;
        folder.store().write([&](store::Transaction& tx) {
            auto const staff = add_staff(tx, unit);
            account = add_account(tx, {name, hash, staff, std::move(roles)}, {}, time.now());
        });
        return account;
    }

    static base::Ulid add_unit(store::Transaction& tx, std::string const& code, registry::UnitKind kind,
                               base::Ulid const& parent, base::Ulid const& station) {
        record::Envelope envelope;
        envelope.id = base::new_ulid();
        registry::Unit unit;
        unit.code = unit.name = unit.name_en = code;
        unit.kind = kind;
        unit.parent = parent;
        bool const is_own = kind == registry::UnitKind::station || kind == registry::UnitKind::division;
        unit.station = is_own ? envelope.id : station;
        tx.execute(record::insert_statement(registry::unit_schema),
                   record::insert_values(envelope, record::View(registry::unit_schema, unit)));
        return envelope.id;
    }

    static void set_successor(store::Transaction& tx, base::Ulid const& unit, base::Ulid const& successor,
                              std::string const& from) {
        tx.execute("UPDATE units SET successor = ?, valid_to = ? WHERE id = ?",
                   {store::id_value(successor), from, store::id_value(unit)});
    }

    static base::Ulid add_staff(store::Transaction& tx, base::Ulid const& unit) {
        auto const id = base::new_ulid();
        tx.execute(
            "INSERT INTO staff (id, version, created_at, changed_at, name, rank, post, unit, valid_from) "
            "VALUES (?, 1, 0, 0, '田中 太郎', '巡査部長', '主任', ?, '2022-09-28')",
            {store::id_value(id), store::id_value(unit)});
        return id;
    }
};

}  // namespace platform::access
