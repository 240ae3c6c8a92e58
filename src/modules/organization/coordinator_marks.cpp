#include "modules/organization/coordinator_marks.h"

#include "platform/registry/records.h"

#include <algorithm>

namespace modules::organization {

namespace {

using registry::CoordinatorMark;
using registry::StoredUnit;
using registry::UnitKind;

std::vector<record::StoredRecord> marks_of(store::Reader& reader, base::Ulid const& station,
                                           std::string_view days, base::Date day) {
    std::string sql = "r.station = ? AND r.withdrawn = 0 AND r.valid_from ";
    return registry::all(reader, registry::coordinator_mark_schema,
                         {sql.append(days).append(" ?"), {store::id_value(station), base::to_iso(day)}});
}

void check_section(store::Reader& reader, StoredUnit const& station, Marking const& marking,
                   Violations& violations) {
    auto const unit = registry::unit_by_id(reader, marking.unit);
    if (!unit || unit->value.kind != UnitKind::station_section || unit->value.parent != station.envelope.id) {
        violations.push_back(
            violation("unit", "この署の課を選んでください", "choose a section of this station"));
        return;
    }
    auto const& section = unit->value;
    if (!section.is_valid_on(marking.day)) {
        violations.push_back(violation("unit", section.name + "はその日に存在しません",
                                       section.name_en + " does not exist on that day"));
        return;
    }
    if (section.valid_to && section.successor.is_nil()) {
        violations.push_back(
            violation("unit", section.name + "は" + base::to_iso(*section.valid_to) + "に廃止されます",
                      section.name_en + " ends on " + base::to_iso(*section.valid_to)));
    }
    auto const present = registry::coordinator_of(reader, station.envelope.id, marking.day);
    if (present && present->envelope.id == marking.unit) {
        violations.push_back(violation("unit", section.name + "はその日に既に署生安課です",
                                       section.name_en + " compiles the reports on that day already"));
    }
}

void check_day(store::Reader& reader, StoredUnit const& station, base::Date day, base::Date today,
               Violations& violations) {
    if (day < today) {
        violations.push_back(
            violation("date", "今日以後の日を指定してください。過ぎた日の報告は当時の課のままです",
                      "must be today or later; what was reported before went through the section of that "
                      "day"));
    }
    if (!station.value.is_valid_on(day)) {
        violations.push_back(violation("date", station.value.name + "はその日に存在しません",
                                       station.value.name_en + " does not exist on that day"));
    }
    if (!marks_of(reader, station.envelope.id, "=", day).empty()) {
        violations.push_back(violation("date", "その日の指定が既にあります。先に取り消してください",
                                       "is marked already; withdraw that first"));
    }
}

void insert_mark(store::Transaction& transaction, base::Ulid const& station, Marking const& marking,
                 registry::Change change) {
    CoordinatorMark const mark{station, marking.unit, marking.day, marking.reason};
    change.action = "mark_coordinator";
    change.about = station;
    registry::insert(transaction, record::View(registry::coordinator_mark_schema, mark), {station, station},
                     change);
}

// Another section that the station has on that day.
bool has_others(store::Reader& reader, base::Ulid const& station, base::Ulid const& self, base::Date day) {
    auto const there =
        registry::units(reader, {.as_of = day, .kind = UnitKind::station_section, .station = station});
    return std::ranges::any_of(there, [&](StoredUnit const& unit) { return unit.envelope.id != self; });
}

// On that day, or by a mark that waits for a later one.
bool is_coordinator_from(store::Reader& reader, StoredUnit const& section, base::Date day) {
    if (is_coordinator_on(reader, section, day)) {
        return true;
    }
    auto const later = marks_of(reader, section.value.station, ">=", day);
    return std::ranges::any_of(later, [&](record::StoredRecord const& mark) {
        return mark.record.as<CoordinatorMark>().unit == section.envelope.id;
    });
}

}  // namespace

bool is_coordinator_on(store::Reader& reader, StoredUnit const& section, base::Date day) {
    auto const holds = registry::coordinator_of(reader, section.value.station, day);
    return section.value.kind == UnitKind::station_section && holds &&
           holds->envelope.id == section.envelope.id;
}

void mark_coordinator(store::Transaction& transaction, StoredUnit const& station, Marking const& marking,
                      registry::Change const& change) {
    Violations violations;
    if (station.value.kind != UnitKind::station) {
        violations.push_back(
            violation("station", "署生安課は警察署ごとに指定します", "is marked for a police station"));
        refuse_any("署生安課を指定できません", "the section cannot be marked", std::move(violations));
    }
    check_day(transaction, station, marking.day, base::date_in_japan(change.at), violations);
    check_section(transaction, station, marking, violations);
    if (marking.reason.empty()) {
        violations.push_back(
            violation("reason", "根拠 (組織規程の改正など) を入力してください", "say on what basis"));
    }
    refuse_any("署生安課を指定できません", "the section cannot be marked", std::move(violations));
    insert_mark(transaction, station.envelope.id, marking, change);
}

void withdraw_mark(store::Transaction& transaction, StoredUnit const& station, base::Date day,
                   registry::Change const& change) {
    auto const marks = marks_of(transaction, station.envelope.id, "=", day);
    if (marks.empty()) {
        throw base::Problem(base::Problem::conflict, "その日の署生安課の指定はありません",
                            "nothing is marked for that day");
    }
    if (day <= base::date_in_japan(change.at)) {
        throw base::Problem(base::Problem::conflict,
                            "既に始まった指定は取り消せません。今日以後の日で別の課を指定してください",
                            "what has begun stays; mark another section from today or later on");
    }
    for (auto const& before : marks) {
        auto after = before;
        after.record.as<CoordinatorMark>().withdrawn = true;
        registry::update(transaction, before, after,
                         {change.author, change.at, "withdraw_coordinator", station.envelope.id});
    }
}

Violations coordinator_problems(store::Reader& reader, registry::Unit const& added) {
    if (!added.coordinator) {
        return {};
    }
    if (added.kind != UnitKind::station_section) {
        return {violation("coordinator", "署生安課にできるのは署の課だけです",
                          "only a section of a station can be it")};
    }
    auto const present = registry::coordinator_of(reader, added.station, added.valid_from);
    if (!present && marks_of(reader, added.station, ">=", added.valid_from).empty()) {
        return {};
    }
    auto const name = present ? present->value.name : std::string("別の課");
    auto const name_en = present ? present->value.name_en : std::string("another section");
    return {violation("coordinator",
                      name + "がこの署の署生安課です。新設してから、日を決めて署生安課を指定してください",
                      name_en + " is it; add the section first, then mark it from a day on")};
}

Violations closing_problems(store::Reader& reader, StoredUnit const& section, base::Date day,
                            base::Ulid const& successor) {
    auto const& unit = section.value;
    if (unit.kind != UnitKind::station_section || !is_coordinator_from(reader, section, day)) {
        return {};
    }
    if (successor.is_nil()) {
        if (!has_others(reader, unit.station, section.envelope.id, day)) {
            return {};  // the station itself goes
        }
        return {violation(
            "successor",
            "署の報告を取りまとめる署生安課です。先に別の課を署生安課に指定するか、承継先を指定してください",
            "it compiles the station's reports; mark another section first, or name a "
            "successor")};
    }
    auto const to = registry::unit_by_id(reader, successor);
    if (to && to->value.station != unit.station) {
        return {violation("successor", "署生安課なので、承継先は同じ署の課にしてください",
                          "it compiles the station's reports, so that its successor is of the same station")};
    }
    return {};
}

void leave_mark(store::Transaction& transaction, registry::Unit const& closed, Marking const& to,
                registry::Change const& change) {
    auto const holds = registry::coordinator_of(transaction, closed.station, to.day);
    if (!holds || holds->envelope.id != to.unit) {
        insert_mark(transaction, closed.station, to, change);
    }
}

std::optional<base::Date> marked_after(store::Reader& reader, base::Ulid const& station, base::Date day) {
    auto const later = marks_of(reader, station, ">", day);
    return later.empty() ? std::nullopt
                         : std::optional(later.front().record.as<CoordinatorMark>().valid_from);
}

}  // namespace modules::organization
