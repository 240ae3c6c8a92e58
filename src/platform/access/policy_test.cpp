#include "platform/access/policy.h"

#include "base/problem.h"
#include "platform/registry/referral.h"
#include "platform/registry/unit.h"
#include "platform/store/migrations.h"
#include "platform/store/temporary_store.h"
#include "record/field.h"
#include "record/sql.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using platform::access::Action;
using platform::access::Actor;
using platform::access::Role;

namespace {

namespace access = platform::access;
namespace registry = platform::registry;
namespace store = platform::store;

// A record of no module, with the envelope and the kind that rights look at.
struct Note {
    std::string kind;
};
constexpr record::Field note_fields[] = {record::field<&Note::kind>("種別", "Kind")};
constexpr record::Schema note_schema = record::schema<Note>("note", "notes", "覚え", "Note", note_fields);

base::Ulid add_unit(store::Transaction& tx, std::string const& code, registry::UnitKind kind,
                    base::Ulid parent, base::Ulid station) {
    record::Envelope envelope;
    envelope.id = base::new_ulid();
    registry::Unit unit;
    unit.code = unit.name = code;
    unit.kind = kind;
    unit.parent = parent;
    bool const is_own = kind == registry::UnitKind::station || kind == registry::UnitKind::division;
    unit.station = is_own ? envelope.id : station;
    tx.execute(record::insert_statement(registry::unit_schema),
               record::insert_values(envelope, record::View(registry::unit_schema, unit)));
    return envelope.id;
}

void set_successor(store::Transaction& tx, base::Ulid const& unit, base::Ulid const& successor) {
    tx.execute("UPDATE units SET successor = ? WHERE id = ?",
               {store::id_value(successor), store::id_value(unit)});
}

base::Ulid add_staff(store::Transaction& tx, base::Ulid const& unit) {
    auto const id = base::new_ulid();
    tx.execute(
        "INSERT INTO staff (id, version, created_at, changed_at, name, rank, post, unit, valid_from) "
        "VALUES (?, 1, 0, 0, 'x', '', '', ?, '2022-09-28')",
        {store::id_value(id), store::id_value(unit)});
    return id;
}

base::Ulid add_note(store::Transaction& tx, base::Ulid const& staff, base::Ulid const& owner,
                    base::Ulid const& origin, std::string const& restriction, std::string const& kind) {
    auto const id = base::new_ulid();
    tx.execute(
        "INSERT INTO notes (id, version, created_at, created_by, changed_at, changed_by, owner_unit, "
        "origin_unit, "
        "restriction, kind) VALUES (?, 1, 0, ?, 0, ?, ?, ?, ?, ?)",
        {store::id_value(id), store::id_value(staff), store::id_value(staff), store::id_value(owner),
         store::id_value(origin), restriction, kind});
    return id;
}

void refer(store::Transaction& tx, base::Ulid const& record, base::Ulid const& to) {
    record::Envelope envelope;
    envelope.id = base::new_ulid();
    envelope.owner_unit = envelope.origin_unit = to;
    registry::Referral referral;
    referral.record_id = record;
    referral.to_unit = to;
    tx.execute(record::insert_statement(registry::referral_schema),
               record::insert_values(envelope, record::View(registry::referral_schema, referral)));
}

void let_know(store::Transaction& tx, base::Ulid const& record, base::Ulid const& staff) {
    tx.execute(
        "INSERT INTO need_to_know (id, record_id, staff, granted_at) VALUES (?, ?, ?, 0) ON CONFLICT DO "
        "NOTHING",
        {store::id_value(base::new_ulid()), store::id_value(record), store::id_value(staff)});
}

Actor actor_of(store::Reader& reader, base::Ulid const& staff, base::Ulid const& unit, std::set<Role> roles) {
    Actor actor;
    actor.staff = staff;
    actor.unit = unit;
    auto const stored = registry::unit_by_id(reader, unit);
    actor.station = stored->value.station;
    actor.unit_and_parents = registry::with_parents(reader, unit);
    actor.roles = std::move(roles);
    return actor;
}

std::set<base::Ulid> listed(store::Reader& reader, Actor const& actor, Action action) {
    auto const filter = access::filter(actor, action, "r");
    std::set<base::Ulid> ids;
    std::string sql = "SELECT r.id FROM notes r WHERE ";
    for (auto const& row : reader.query(sql.append(filter.sql), filter.values)) {
        ids.insert(row.id(0));
    }
    return ids;
}

void create_notes(store::Transaction& tx) {
    tx.execute(store::translate(
        "CREATE TABLE notes (seq {seq}, id {id} NOT NULL UNIQUE, version {int}, created_at {int}, "
        "created_by {id}, changed_at {int}, changed_by {id}, owner_unit {id}, origin_unit {id}, "
        "restriction {text}, kind {text})\n",
        tx.dialect()));
}

struct World {
    std::mt19937 random;
    std::vector<base::Ulid> units;
    std::vector<base::Ulid> notes;
    std::vector<std::pair<base::Ulid, base::Ulid>> staff;  // with unit

    std::size_t below(std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
    }
    template <typename T>
    T const& any(std::vector<T> const& list) {
        return list[below(list.size())];
    }

    void build(store::Transaction& tx) {
        using enum registry::UnitKind;
        auto const top = add_unit(tx, "H", headquarters, {}, {});
        units.push_back(top);
        for (std::size_t i = 0; i < 3 + below(3); ++i) {
            auto const name = std::to_string(i);
            bool const outside = below(2) == 0;
            auto const above = outside ? top : add_unit(tx, "D" + name, department, top, {});
            auto const middle = add_unit(tx, "M" + name, outside ? station : division, above, {});
            units.push_back(middle);
            for (std::size_t s = 0; s < 1 + below(3); ++s) {
                auto code = "S" + name + "-" + std::to_string(s);
                units.push_back(add_unit(tx, code, outside ? station_section : section, middle, middle));
            }
            if (!outside) {
                units.push_back(above);
            }
        }
        for (std::size_t i = 0; i < below(6); ++i) {  // merges, splits, even circles
            set_successor(tx, any(units), any(units));
        }
        for (std::size_t i = 0; i < 6; ++i) {
            auto const unit = any(units);
            staff.emplace_back(add_staff(tx, unit), unit);
        }
        std::vector<std::string> const restrictions = {"none",  "none",     "none",
                                                       "named", "security", "need_to_know"};
        std::vector<std::string> const kinds = {"information", "consultation", "report"};
        for (std::size_t i = 0; i < 12; ++i) {
            notes.push_back(
                add_note(tx, any(staff).first, any(units), any(units), any(restrictions), any(kinds)));
            for (std::size_t r = 0; r < below(3); ++r) {
                refer(tx, notes.back(), any(units));
            }
            if (below(2) == 0) {
                let_know(tx, notes.back(), any(staff).first);
            }
        }
    }
};

}  // namespace

TEST_CASE("what decide allows and what the filter lists are the same, in random worlds") {
    std::size_t allowed = 0;
    std::size_t asked = 0;
    for (unsigned seed = 1; seed <= 25; ++seed) {
        store::TemporaryStore folder;
        World world{std::mt19937(seed), {}, {}, {}};
        folder.store().write([&](store::Transaction& tx) {
            create_notes(tx);
            world.build(tx);
        });
        folder.store().read([&](store::Reader& reader) {
            std::vector<access::RecordFacts> facts;
            for (auto const& note : world.notes) {
                facts.push_back(access::facts_of(reader, note_schema, note).value());
            }
            for (int round = 0; round < 12; ++round) {
                auto const& [staff, unit] = world.any(world.staff);
                std::set<Role> roles;
                for (std::size_t i = 0; i < 1 + world.below(3); ++i) {
                    roles.insert(access::all_roles().at(world.below(access::role_count)));
                }
                auto const actor = actor_of(reader, staff, unit, roles);
                for (auto const action : access::all_actions()) {
                    auto const list = listed(reader, actor, action);
                    CAPTURE(seed);
                    CAPTURE(access::action_name(action));
                    CHECK((list.empty() || access::may(actor, action)));
                    for (auto const& note : facts) {
                        REQUIRE(access::decide(actor, action, note) == list.contains(note.id));
                        ++asked;
                        allowed += list.contains(note.id) ? 1U : 0U;
                    }
                }
            }
        });
    }
    // The worlds are worth asking about: neither everything nor nothing is allowed.
    CHECK(allowed > asked / 20);
    CHECK(allowed < asked * 9 / 10);
}

namespace {

// 築館 and 若柳 became 栗原; beside them 古川, and サイバー課 in headquarters.
struct Miyagi {
    store::TemporaryStore folder;
    base::Ulid tsukidate_section, wakayanagi_section, kurihara, kurihara_section, furukawa_section,
        furukawa_case, cyber, guidance, policy_section, public_security;
    base::Ulid officer;  // made every record here

    Miyagi() {
        folder.store().write([this](store::Transaction& tx) {
            using enum registry::UnitKind;
            create_notes(tx);
            auto const top = add_unit(tx, "H", headquarters, {}, {});
            auto const safety = add_unit(tx, "H-SAFETY", department, top, {});
            cyber = add_unit(tx, "H-CYBER", division, safety, {});
            guidance = add_unit(tx, "H-CYBER-GUIDANCE", section, cyber, cyber);
            policy_section = add_unit(tx, "H-CYBER-POLICY", section, cyber, cyber);
            public_security = add_unit(tx, "H-PUBLIC-SECURITY", division, top, {});
            auto const tsukidate = add_unit(tx, "S-TSUKIDATE", station, top, {});
            tsukidate_section = add_unit(tx, "S-TSUKIDATE-SEIAN", station_section, tsukidate, tsukidate);
            auto const wakayanagi = add_unit(tx, "S-WAKAYANAGI", station, top, {});
            wakayanagi_section = add_unit(tx, "S-WAKAYANAGI-SEIAN", station_section, wakayanagi, wakayanagi);
            kurihara = add_unit(tx, "S-KURIHARA", station, top, {});
            kurihara_section = add_unit(tx, "S-KURIHARA-SEIAN", station_section, kurihara, kurihara);
            auto const furukawa = add_unit(tx, "S-FURUKAWA", station, top, {});
            furukawa_section = add_unit(tx, "S-FURUKAWA-SEIAN", station_section, furukawa, furukawa);
            furukawa_case = add_unit(tx, "S-FURUKAWA-KEIJI", station_section, furukawa, furukawa);
            for (auto const& old : {tsukidate, wakayanagi}) {
                set_successor(tx, old, kurihara);
            }
            for (auto const& old : {tsukidate_section, wakayanagi_section}) {
                set_successor(tx, old, kurihara_section);
            }
            officer = add_staff(tx, furukawa_section);
        });
    }

    base::Ulid note(base::Ulid const& unit, std::string const& restriction = "none",
                    std::string const& kind = "consultation") {
        base::Ulid id;
        folder.store().write(
            [&](store::Transaction& tx) { id = add_note(tx, officer, unit, unit, restriction, kind); });
        return id;
    }

    bool can(Role role, base::Ulid const& unit, Action action, base::Ulid const& note) {
        bool decided = false;
        folder.store().read([&](store::Reader& reader) {
            auto const actor = actor_of(reader, staff, unit, {role});
            decided = access::decide(actor, action, access::facts_of(reader, note_schema, note).value());
            CHECK(decided == listed(reader, actor, action).contains(note));
        });
        return decided;
    }
    bool reads(Role role, base::Ulid const& unit, base::Ulid const& note) {
        return can(role, unit, Action::consultation_read, note);
    }

    base::Ulid staff = base::new_ulid();
};

}  // namespace

TEST_CASE("the records of merged stations are read at their successor, and not at the neighbour's") {
    Miyagi miyagi;
    for (auto const& old : {miyagi.tsukidate_section, miyagi.wakayanagi_section}) {
        auto const note = miyagi.note(old);
        CHECK(miyagi.reads(Role::intake_officer, miyagi.kurihara_section, note));
        CHECK(miyagi.reads(Role::station_coordinator, miyagi.kurihara_section, note));
        CHECK(miyagi.reads(Role::station_chief, miyagi.kurihara, note));
        CHECK(
            miyagi.can(Role::station_coordinator, miyagi.kurihara_section, Action::consultation_edit, note));
        CHECK_FALSE(miyagi.reads(Role::station_chief, miyagi.furukawa_section, note));
        CHECK_FALSE(miyagi.reads(Role::intake_officer, miyagi.furukawa_section, note));
    }
    auto const newer = miyagi.note(miyagi.kurihara_section);
    CHECK_FALSE(miyagi.reads(Role::station_chief, miyagi.tsukidate_section, newer));
}

TEST_CASE("a referral to a merged station, or to the division above, is ours") {
    Miyagi miyagi;
    auto const note = miyagi.note(miyagi.furukawa_section);
    CHECK_FALSE(miyagi.reads(Role::case_section, miyagi.kurihara_section, note));
    CHECK_FALSE(miyagi.can(Role::hq_guidance, miyagi.guidance, Action::referral_receive, note));
    miyagi.folder.store().write([&](store::Transaction& tx) {
        refer(tx, note, miyagi.tsukidate_section);
        refer(tx, note, miyagi.cyber);
    });
    CHECK(miyagi.reads(Role::case_section, miyagi.kurihara_section, note));
    CHECK(miyagi.can(Role::hq_guidance, miyagi.guidance, Action::referral_receive, note));
    CHECK_FALSE(miyagi.reads(Role::hq_related_section, miyagi.public_security, note));
    CHECK_FALSE(miyagi.reads(Role::hq_policy, miyagi.policy_section, note));
}

TEST_CASE("the default policy: who reads what") {
    Miyagi miyagi;
    auto const note = miyagi.note(miyagi.furukawa_section);
    CHECK(miyagi.reads(Role::intake_officer, miyagi.furukawa_section, note));
    CHECK_FALSE(miyagi.reads(Role::intake_officer, miyagi.furukawa_case, note));
    CHECK(miyagi.reads(Role::station_coordinator, miyagi.furukawa_case, note));
    CHECK(miyagi.reads(Role::hq_guidance, miyagi.guidance, note));
    CHECK(miyagi.reads(Role::hq_analyst, miyagi.guidance, note));
    CHECK_FALSE(miyagi.reads(Role::hq_policy, miyagi.policy_section, note));
    CHECK(miyagi.can(Role::hq_policy, miyagi.policy_section, Action::consultation_count, note));
    CHECK(miyagi.reads(Role::hq_policy, miyagi.policy_section,
                       miyagi.note(miyagi.furukawa_section, "none", "information")));
    for (auto const role : {Role::administrator, Role::auditor, Role::personnel}) {
        for (auto const& unit : {miyagi.furukawa_section, miyagi.guidance, miyagi.kurihara}) {
            CHECK_FALSE(miyagi.reads(role, unit, note));
            CHECK_FALSE(miyagi.can(role, unit, Action::search, note));
            CHECK_FALSE(miyagi.can(role, unit, Action::observable_look_up, note));
        }
    }
    CHECK_FALSE(miyagi.can(Role::hq_guidance, miyagi.guidance, Action::consultation_edit, note));
    CHECK(miyagi.can(Role::hq_guidance, miyagi.guidance, Action::consultation_decide, note));
}

TEST_CASE("a restricted record is read by those who are named, security matters only in their compartment") {
    Miyagi miyagi;
    miyagi.folder.store().write(
        [&](store::Transaction& tx) { miyagi.staff = add_staff(tx, miyagi.furukawa_section); });
    auto const named = miyagi.note(miyagi.furukawa_section, "named");
    auto const security = miyagi.note(miyagi.public_security, "security");
    CHECK_FALSE(miyagi.reads(Role::intake_officer, miyagi.furukawa_section, named));
    CHECK_FALSE(miyagi.reads(Role::hq_guidance, miyagi.guidance, named));
    miyagi.folder.store().write([&](store::Transaction& tx) {
        let_know(tx, named, miyagi.staff);
        let_know(tx, security, miyagi.staff);
    });
    CHECK(miyagi.reads(Role::intake_officer, miyagi.furukawa_section, named));
    CHECK(miyagi.reads(Role::hq_guidance, miyagi.guidance, named));
    CHECK(miyagi.reads(Role::hq_related_section, miyagi.public_security, security));
    CHECK_FALSE(miyagi.reads(Role::hq_guidance, miyagi.guidance, security));
    // Being named alone opens nothing: the policy must allow it too.
    CHECK_FALSE(miyagi.reads(Role::intake_officer, miyagi.kurihara_section, named));
}

TEST_CASE("require hides what may not be read and forbids what may not be done") {
    Miyagi miyagi;
    auto const note = miyagi.note(miyagi.furukawa_section);
    auto const kind_of_refusal = [&](Role role, base::Ulid const& unit) {
        auto kind = base::Problem::internal;
        miyagi.folder.store().read([&](store::Reader& reader) {
            try {
                std::ignore = access::require(reader, actor_of(reader, miyagi.staff, unit, {role}),
                                              Action::consultation_edit, {note_schema, note});
            } catch (base::Problem const& problem) {
                kind = problem.kind();
            }
        });
        return kind;
    };
    CHECK(kind_of_refusal(Role::intake_officer, miyagi.kurihara_section) == base::Problem::not_found);
    CHECK(kind_of_refusal(Role::hq_guidance, miyagi.guidance) == base::Problem::forbidden);
    CHECK(kind_of_refusal(Role::intake_officer, miyagi.furukawa_section) == base::Problem::internal);
}

TEST_CASE("every role and every action appears in the policy, no row twice") {
    auto const rules = access::policy();
    for (auto const role : access::all_roles()) {
        CHECK(access::parse_role(access::role_id(role)) == role);
        bool const used = std::ranges::any_of(rules, [&](auto const& rule) { return rule.role == role; });
        CHECK((used || role == Role::personnel));  // recruiting and certification come with their module
    }
    for (auto const action : access::all_actions()) {
        CAPTURE(access::action_name(action));
        CHECK(access::parse_action(access::action_name(action)) == action);
        bool somebody = false;
        for (auto const role : access::all_roles()) {
            Actor actor;
            actor.roles = {role};
            somebody = somebody || access::may(actor, action);
        }
        CHECK(somebody);
    }
    for (std::size_t i = 0; i < rules.size(); ++i) {
        for (std::size_t j = i + 1; j < rules.size(); ++j) {
            CHECK_FALSE((rules[i].role == rules[j].role && rules[i].action == rules[j].action &&
                         rules[i].relation == rules[j].relation));
        }
    }
}
