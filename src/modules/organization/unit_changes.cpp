#include "modules/organization/unit_changes.h"

#include "modules/organization/coordinator_marks.h"
#include "platform/registry/staff.h"
#include "record/json.h"
#include "record/validate.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace modules::organization {

namespace {

using registry::Unit;
using registry::UnitKind;

constexpr std::string_view refused_ja = "所属を登録できません";
constexpr std::string_view refused_en = "the unit is refused";

// Fields that a correction may not touch, and what does it instead.
struct Fixed {
    std::string_view field;
    std::string_view ja;
    std::string_view en;
};
constexpr auto fixed_fields = std::to_array<Fixed>({
    {"code", "所属コードは変更できません", "a code is never changed"},
    {"kind", "種別は変更できません。廃止して新設してください",
     "the kind is not changed; close the unit and add another"},
    {"parent", "上位の所属は変更できません。統合・改称を使ってください",
     "the parent is not changed; use a merger"},
    {"valid_from", "設置日は変更できません", "the first day is not changed"},
    {"valid_to", "廃止の操作を使ってください", "use the closing of the unit"},
    {"successor", "廃止又は統合の操作を使ってください", "use the closing or a merger"},
    {"coordinator", "署の画面で、日を決めて署生安課を指定してください",
     "is marked on the station's page, from a day on"},
});

void check_symbol(store::Reader& reader, Unit const& unit, base::Ulid const& self, Violations& violations) {
    if (unit.symbol.empty()) {
        return;
    }
    for (auto const& other : registry::units(reader, {.as_of = unit.valid_from})) {
        if (other.envelope.id != self && other.value.symbol == unit.symbol &&
            other.value.valid_to.value_or(base::Date{9999, 1, 1}) > unit.valid_from) {
            violations.push_back(violation("symbol", other.value.name + "が同じ記号を使っています",
                                           other.value.name_en + " has this symbol already"));
            return;
        }
    }
}

void check_parent(store::Reader& reader, Unit& unit, Violations& violations) {
    auto const parent = registry::unit_by_id(reader, unit.parent);
    if (!parent) {
        violations.push_back(
            violation("parent", "上位の所属を指定してください", "say which unit it stands under"));
        return;
    }
    if (!may_stand_under(unit.kind, parent->value.kind)) {
        violations.push_back(violation("parent", parent->value.name + "の下には置けない種別です",
                                       "does not stand under " + parent->value.name_en));
    }
    if (!parent->value.is_valid_on(unit.valid_from)) {
        violations.push_back(violation("parent", parent->value.name + "は設置日に存在しません",
                                       parent->value.name_en + " does not exist on the first day"));
    }
    if (unit.kind == UnitKind::section || unit.kind == UnitKind::station_section) {
        unit.station = parent->value.station;
    }
}

void check_new(store::Reader& reader, Unit& unit, Violations& violations) {
    if (!is_unit_code(unit.code)) {
        violations.push_back(violation("code",
                                       "半角の英大文字・数字・ハイフンで、2文字以上64文字以内にしてください",
                                       "2 to 64 of A-Z, 0-9 and hyphens"));
    } else if (auto const other = registry::unit_by_code(reader, unit.code)) {
        violations.push_back(
            violation("code", other->value.name + "のコードです。廃止した所属のコードも使えません",
                      "is the code of " + other->value.name_en + "; codes are never used again"));
    }
    if (unit.valid_to || !unit.successor.is_nil()) {
        violations.push_back(violation(unit.valid_to ? "valid_to" : "successor", "新設では指定できません",
                                       "is not given for a new unit"));
    }
    check_parent(reader, unit, violations);
}

Violations named_units(std::vector<registry::StoredUnit> const& units, base::Ulid const& parent,
                       base::Date day) {
    std::string names_ja;
    std::string names_en;
    std::size_t found = 0;
    for (auto const& unit : units) {
        if (unit.value.parent == parent && (!unit.value.valid_to || *unit.value.valid_to > day)) {
            if (++found <= 5) {
                names_ja.append(names_ja.empty() ? "" : "、").append(unit.value.name);
                names_en.append(names_en.empty() ? "" : ", ").append(unit.value.name_en);
            }
        }
    }
    if (found == 0) {
        return {};
    }
    return {violation("date",
                      fmt::format("下位の所属 {} 件 ({}) が残ります。先に廃止してください", found, names_ja),
                      fmt::format("{} units below it remain ({}); close them first", found, names_en))};
}

void check_successor(store::Reader& reader, Unit const& unit, base::Ulid const& self, Closing const& closing,
                     base::Date today, Violations& violations) {
    auto const successor = registry::unit_by_id(reader, closing.successor);
    if (!successor || closing.successor == self) {
        violations.push_back(violation("successor", "承継先の所属がありません", "there is no such unit"));
        return;
    }
    if (successor->value.kind != unit.kind) {
        violations.push_back(
            violation("successor", "同じ種別の所属を指定してください", "must be of the same kind"));
    }
    if (!successor->value.is_valid_on(closing.day)) {
        violations.push_back(violation("successor", successor->value.name + "は廃止日に存在しません",
                                       successor->value.name_en + " does not exist on that day"));
    }
    if (closing.day > today) {
        violations.push_back(violation("successor",
                                       "既にある所属が承継する廃止は、その日になってから登録してください "
                                       "(前もって登録すると、承継先が廃止日より前に受理票を読めてしまうため)"
                                       "。新しい所属への統合は前もって登録できます",
                                       "a closing that an existing unit takes over is entered on the day "
                                       "itself, or that unit would read the "
                                       "records before it; a merger into a new unit can be entered ahead"));
    }
}

// Without a successor nothing may be left.
void check_nothing_left(store::Reader& reader, base::Ulid const& self, base::Date day,
                        registry::OpenWorkKeeper const& work, Violations& violations) {
    registry::StaffQuery serving{};
    serving.as_of = day;
    serving.unit = self;
    if (auto const staff = registry::staff_list(reader, serving).items; !staff.empty()) {
        violations.push_back(violation(
            "successor",
            fmt::format("この日に {} 人が配置されています。承継先を指定するか、先に異動してください",
                        staff.size()),
            fmt::format("{} people serve there on that day; name a successor or transfer them first",
                        staff.size())));
    }
    auto const open = work.of_units(reader, std::span(&self, 1), 0).count;
    if (open.records + open.referrals + open.clocks > 0) {
        violations.push_back(violation(
            "successor",
            fmt::format("未完了の受理票 {} 件、期限 {} 件、受領等 {} 件があります。承継先を指定してください",
                        open.records, open.clocks, open.referrals),
            fmt::format("{} open records, {} clocks and {} referrals are left; name a successor",
                        open.records, open.clocks, open.referrals)));
    }
}

}  // namespace

bool may_stand_under(UnitKind kind, UnitKind parent) {
    using enum UnitKind;
    switch (kind) {
        case headquarters:
            return false;
        case department:
            return parent == headquarters;
        case division:
            return parent == headquarters || parent == department;
        case section:
            return parent == division || parent == station_section || parent == section;
        case station:
            return parent == headquarters || parent == department;
        case station_section:
            return parent == station;
    }
    return false;
}

bool is_unit_code(std::string_view code) {
    return code.size() >= 2 && code.size() <= 64 && std::ranges::all_of(code, [](char c) {
               return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
           });
}

void insert_unit(store::Transaction& transaction, base::Ulid const& id, Unit const& unit,
                 registry::Change const& change) {
    registry::insert(transaction, record::View(registry::unit_schema, unit),
                     {id, id, record::Restriction::none, id}, change);
}

base::Ulid add_unit(store::Transaction& transaction, boost::json::value const& body,
                    registry::Change const& change) {
    auto parsed = record::from_json(registry::unit_schema, body, record::Source::client);
    if (!parsed) {
        refuse(refused_ja, refused_en, renamed_fields(parsed.violations()));
    }
    auto unit = parsed->as<Unit>();
    unit.confirmed = true;
    auto violations = renamed_fields(record::validate(record::View(*parsed), record::Mode::full));
    check_new(transaction, unit, violations);
    auto const id = base::new_ulid();
    check_symbol(transaction, unit, id, violations);
    auto const marked = coordinator_problems(transaction, unit);
    violations.insert(violations.end(), marked.begin(), marked.end());
    refuse_any(refused_ja, refused_en, std::move(violations));
    if (unit.kind == UnitKind::station || unit.kind == UnitKind::division) {
        unit.station = id;
    }
    // A station's first section compiles its reports until another is marked: no day is without one.
    if (unit.kind == UnitKind::station_section &&
        !registry::coordinator_of(transaction, unit.station, unit.valid_from)) {
        unit.coordinator = true;
    }
    insert_unit(transaction, id, unit, change);
    return id;
}

void correct_unit(store::Transaction& transaction, record::StoredRecord const& before,
                  boost::json::value const& changes, registry::Change const& change) {
    Violations violations;
    if (auto const* const object = changes.if_object()) {
        for (auto const& fixed : fixed_fields) {
            if (object->contains(fixed.field)) {
                violations.push_back(violation(fixed.field, fixed.ja, fixed.en));
            }
        }
    }
    refuse_any(refused_ja, refused_en, std::move(violations));
    auto patched = record::patch_json(before.record, changes, record::Source::client);
    if (!patched) {
        refuse(refused_ja, refused_en, renamed_fields(patched.violations()));
    }
    auto after = before;
    after.record = std::move(*patched);
    violations = renamed_fields(record::validate(record::View(after.record), record::Mode::full));
    check_symbol(transaction, after.record.as<Unit>(), before.envelope.id, violations);
    refuse_any(refused_ja, refused_en, std::move(violations));
    registry::update(transaction, before, after, change);
}

void close_unit(store::Transaction& transaction, record::StoredRecord const& before, Closing const& closing,
                registry::OpenWorkKeeper const& work, registry::Change const& change) {
    auto const& unit = before.record.as<Unit>();
    auto const self = before.envelope.id;
    auto const today = base::date_in_japan(change.at);
    Violations violations;
    if (unit.valid_to) {
        violations.push_back(violation("date", base::to_iso(*unit.valid_to) + "に廃止と登録されています",
                                       "is closed on " + base::to_iso(*unit.valid_to) + " already"));
    }
    if (closing.day < today) {
        violations.push_back(violation("date", "今日以後の日を指定してください", "must be today or later"));
    }
    if (closing.day <= unit.valid_from) {
        violations.push_back(
            violation("date", "設置日より後の日を指定してください", "must be after its first day"));
    }
    auto const below = named_units(registry::units(transaction), self, closing.day);
    violations.insert(violations.end(), below.begin(), below.end());
    if (!closing.successor.is_nil()) {
        check_successor(transaction, unit, self, closing, today, violations);
    } else {
        check_nothing_left(transaction, self, closing.day, work, violations);
    }
    auto const leaves =
        closing_problems(transaction, {before.envelope, unit}, closing.day, closing.successor);
    violations.insert(violations.end(), leaves.begin(), leaves.end());
    refuse_any("所属を廃止できません", "the unit cannot be closed", std::move(violations));
    bool const compiles = is_coordinator_on(transaction, {before.envelope, unit}, closing.day);
    auto after = before;
    after.record.as<Unit>().valid_to = closing.day;
    after.record.as<Unit>().successor = closing.successor;
    registry::update(transaction, before, after, change);
    if (!closing.successor.is_nil()) {
        if (compiles) {
            leave_mark(transaction, unit, {closing.successor, closing.day, "廃止された課の承継"}, change);
        }
        registry::Succession const succession{self, closing.successor};
        work.carry_leads(transaction, std::span(&succession, 1),
                         {change.author,
                          change.at,
                          "succeed_lead",
                          {},
                          {},
                          change.author.staff.value_or(base::Ulid{}),
                          change.at});
    }
}

void reopen_unit(store::Transaction& transaction, record::StoredRecord const& before,
                 registry::Change const& change) {
    auto const& unit = before.record.as<Unit>();
    if (!unit.valid_to || *unit.valid_to <= base::date_in_japan(change.at)) {
        throw base::Problem(base::Problem::conflict, "廃止の予定がないため取り消せません",
                            "no closing to come, nothing to take back");
    }
    if (!unit.successor.is_nil()) {
        throw base::Problem(base::Problem::conflict, "統合の予定です。統合の画面で取り消してください",
                            "it ends by a merger; take that back");
    }
    auto after = before;
    after.record.as<Unit>().valid_to.reset();
    registry::update(transaction, before, after, change);
}

}  // namespace modules::organization
