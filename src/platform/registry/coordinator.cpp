#include "platform/registry/coordinator.h"

#include "platform/registry/records.h"
#include "record/field.h"
#include "record/sql.h"

#include <set>

namespace platform::registry {

namespace {

using record::field;

constexpr record::Field mark_fields[] = {
    field<&CoordinatorMark::station>("警察署", "Station",
                                     {.required = true, .read_only = true, .references = "units"}),
    field<&CoordinatorMark::unit>(
        "署生安課", "Section that compiles the reports",
        {.required = true,
         .help_ja = "署の報告を取りまとめ、一致の照会を受ける課を、その署の課から選びます。署ごとに、どの日も"
                    "一つです。",
         .help_en =
             "The section of this station that compiles its reports and is asked about matches: exactly "
             "one on every day.",
         .references = "units"}),
    field<&CoordinatorMark::valid_from>(
        "指定日", "From",
        {.required = true,
         .help_ja =
             "この日から、報告・照会の宛先がこの課になります。将来の日なら、その日の前に取り消せます。",
         .help_en =
             "From this day on reports and questions go to it. A day to come can be withdrawn until then."}),
    field<&CoordinatorMark::reason>("根拠", "Basis",
                                    {.max_length = 400,
                                     .help_ja = "定めた文書と日付を書きます。例: 令和8年署事務分掌規程。",
                                     .help_en = "The document that says so, with its date."}),
    field<&CoordinatorMark::withdrawn>("取消し", "Withdrawn", {.read_only = true}),
};

std::optional<StoredUnit> marked_on(store::Reader& reader, base::Ulid const& station, base::Date date) {
    auto const row = reader.first(
        "SELECT unit FROM coordinator_marks WHERE station = ? AND withdrawn = 0 AND valid_from <= ? ORDER BY "
        "valid_from DESC, seq DESC LIMIT 1",
        {store::id_value(station), base::to_iso(date)});
    if (!row) {
        return std::nullopt;
    }
    auto unit = unit_by_id(reader, unit_in_force(reader, row->id(0), date));
    bool const holds = unit && unit->value.station == station && unit->value.is_valid_on(date);
    return holds ? unit : std::nullopt;
}

std::vector<StoredUnit> sections_of(store::Reader& reader, base::Ulid const& station) {
    return units(reader, {.kind = UnitKind::station_section, .station = station});
}

}  // namespace

constinit record::Schema const coordinator_mark_schema = record::schema<CoordinatorMark>(
    "coordinator_mark", "coordinator_marks", "署生安課の指定", "Mark of a coordinator", mark_fields);

std::optional<StoredUnit> coordinator_of(store::Reader& reader, base::Ulid const& station, base::Date date) {
    if (auto marked = marked_on(reader, station, date)) {
        return marked;
    }
    for (auto& unit : units(reader, {.as_of = date, .station = station})) {
        if (unit.value.coordinator) {
            return std::move(unit);
        }
    }
    return std::nullopt;
}

std::vector<CoordinatorPeriod> coordinators_of(store::Reader& reader, StoredUnit const& station) {
    auto const& id = station.envelope.id;
    std::map<base::Date, record::StoredRecord> marks;
    std::set<base::Date> days{station.value.valid_from};
    for (auto& mark :
         all(reader, coordinator_mark_schema, {"r.station = ? AND r.withdrawn = 0", {store::id_value(id)}})) {
        auto const day = mark.record.as<CoordinatorMark>().valid_from;
        days.insert(day);
        marks.insert_or_assign(day, std::move(mark));
    }
    for (auto const& section : sections_of(reader, id)) {
        days.insert(section.value.valid_from);
        if (section.value.valid_to) {
            days.insert(*section.value.valid_to);
        }
    }
    std::vector<CoordinatorPeriod> periods;
    for (auto const& day : days) {
        if (!station.value.is_valid_on(day)) {
            continue;
        }
        auto const holds = coordinator_of(reader, id, day);
        CoordinatorPeriod period{
            holds ? holds->envelope.id : base::Ulid{}, day, station.value.valid_to, {}, {}};
        if (auto const mark = marks.find(day); mark != marks.end()) {
            period.reason = mark->second.record.as<CoordinatorMark>().reason;
            period.marked_by = mark->second.envelope.created_by;
            period.marked = true;
        }
        if (!periods.empty() && periods.back().unit == period.unit && !period.marked) {
            continue;
        }
        if (!periods.empty()) {
            periods.back().to = day;
        }
        periods.push_back(std::move(period));
    }
    return periods;
}

}  // namespace platform::registry
