#include "modules/organization/named_by.h"

#include "platform/registry/json.h"

#include <boost/json/object.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace modules::organization {

namespace json = boost::json;
namespace registry = platform::registry;
namespace store = platform::store;
namespace tables = platform::tables;
using registry::UnitKind;

namespace {

constexpr std::string_view recipients = "recipients";
constexpr std::string_view sections = "responsible_section";

json::object named(tables::Active const& active, base::TableRule const& table, std::string const& code,
                   json::value duty) {
    json::array rows;
    for (auto const& row : table.rows) {
        if (std::ranges::find(row.codes, code) != row.codes.end()) {
            rows.push_back(registry::to_json(tables::complete(row.reason)));
        }
    }
    return {{"table", table.name},
            {"label", registry::to_json(tables::table_label(table.name))},
            {"code", code},
            {"code_label", registry::to_json(active.label(table.name, code))},
            {"duty", std::move(duty)},
            {"rows", std::move(rows)}};
}

// Reports go to the first division in force that has the duty; a code of a unit names that unit alone.
bool has_first(store::Reader& reader, std::string const& duty, base::Ulid const& unit, base::Date today) {
    auto const divisions = registry::units(reader, {.as_of = today, .kind = UnitKind::division});
    auto const first = std::ranges::find_if(divisions, [&](registry::StoredUnit const& each) {
        return std::ranges::find(each.value.duties, duty) != each.value.duties.end();
    });
    return first != divisions.end() && first->envelope.id == unit;
}

}  // namespace

json::array named_by_json(store::Reader& reader, tables::Active const& active,
                          registry::StoredUnit const& stored, base::Date today) {
    json::array found;
    auto const& unit = stored.value;
    if (auto const* const table = active.table(recipients); table != nullptr) {
        for (auto const& code : table->codes) {
            if (code.code == unit.code) {
                found.push_back(named(active, *table, code.code, nullptr));
            } else if (unit.kind == UnitKind::division &&
                       std::ranges::find(unit.duties, code.code) != unit.duties.end() &&
                       has_first(reader, code.code, stored.envelope.id, today)) {
                found.push_back(named(active, *table, code.code, json::value(code.code)));
            }
        }
    }
    if (auto const* const table = active.table(sections);
        table != nullptr && unit.kind == UnitKind::station_section) {
        for (auto const& code : table->codes) {
            if (code.code == unit.name) {
                found.push_back(named(active, *table, code.code, nullptr));
            }
        }
    }
    return found;
}

}  // namespace modules::organization
