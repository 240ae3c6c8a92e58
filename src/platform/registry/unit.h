#pragma once
// The units of the police: headquarters, departments, divisions, stations and their sections, by date and
// with successors. Thread rule: functions work on the Transaction or Reader they are given.

#include "base/id.h"
#include "base/instant.h"
#include "base/problem.h"
#include "platform/store/store.h"
#include "record/enum_values.h"
#include "record/envelope.h"
#include "record/schema.h"

#include <boost/describe/enum.hpp>
#include <boost/json/object.hpp>

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace platform::registry {

BOOST_DEFINE_ENUM_CLASS(UnitKind, headquarters, department, division, section, station, station_section)
consteval auto enum_labels(UnitKind) {
    return record::labels<UnitKind>({{UnitKind::headquarters, "警察本部", "Headquarters"},
                                     {UnitKind::department, "部", "Department"},
                                     {UnitKind::division, "課", "Division"},
                                     {UnitKind::section, "係", "Section"},
                                     {UnitKind::station, "警察署", "Station"},
                                     {UnitKind::station_section, "署の課", "Station section"}});
}

struct Unit {
    std::string code;  // ours; never changed, never used again
    std::string name;
    std::string name_en;
    std::string kana;
    UnitKind kind = UnitKind::division;
    base::Ulid parent;
    base::Ulid station;  // the station or headquarters division it belongs to, itself when it is one; nil
                         // above these
    base::Date valid_from;
    std::optional<base::Date> valid_to;  // the first day on which it no longer holds
    base::Ulid successor;                // takes over records and duties from valid_to on
    std::optional<std::string> phone;
    std::optional<std::string> extension;
    std::string symbol;               // tells the numbers of stations apart: 「古川」
    std::string document_symbol;      // of document numbers: 宮本「サ対」第816号
    std::string section_key;          // of a station section: "community_safety", the same in every station
    bool coordinator = false;         // 署生安課 as long as no mark says otherwise, see coordinator.h
    std::vector<std::string> duties;  // 事務分掌, as keys of the responsible-section table
    bool confirmed = false;
    std::string source;
    std::string note;

    bool operator==(Unit const&) const = default;
    [[nodiscard]] bool is_valid_on(base::Date date) const {
        return valid_from <= date && (!valid_to || date < *valid_to);
    }
};

extern record::Schema const unit_schema;

using StoredUnit = record::Stored<Unit>;

[[nodiscard]] std::optional<StoredUnit> unit_by_id(store::Reader& reader, base::Ulid const& id);
[[nodiscard]] std::optional<StoredUnit> unit_by_code(store::Reader& reader, std::string_view code);

struct UnitQuery {
    std::optional<base::Date> as_of{};  // only units that hold on this day
    std::optional<UnitKind> kind{};
    std::optional<base::Ulid> parent{};
    std::optional<base::Ulid> station{};
};
// In the order in which the organisation lists them.
[[nodiscard]] std::vector<StoredUnit> units(store::Reader& reader, UnitQuery const& query = {});

// How a unit is spoken of elsewhere.
struct UnitRef {
    base::Ulid id;
    std::string code;
    base::Words name;  // a section with its station: 「古川署生活安全課」
};
[[nodiscard]] std::optional<UnitRef> unit_ref(store::Reader& reader, base::Ulid const& id);
// Those that exist, by id.
[[nodiscard]] std::map<base::Ulid, UnitRef> unit_refs(store::Reader& reader, std::span<base::Ulid const> ids);
[[nodiscard]] boost::json::object to_json(UnitRef const& unit);

// The unit and whoever took over from it, nearest first. Ends where there is no successor; never runs in a
// circle.
[[nodiscard]] std::vector<base::Ulid> with_successors(store::Reader& reader, base::Ulid const& unit);
// The unit that has its records and duties on `date`: itself, or the successor in force. nil stays nil.
[[nodiscard]] base::Ulid unit_in_force(store::Reader& reader, base::Ulid const& unit, base::Date date);
// The unit and the units above it up to its station or department, without the headquarters as a whole.
[[nodiscard]] std::vector<base::Ulid> with_parents(store::Reader& reader, base::Ulid const& unit);

}  // namespace platform::registry
