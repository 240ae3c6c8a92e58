#include "platform/registry/refs.h"

#include "platform/registry/staff.h"
#include "platform/registry/unit.h"

namespace platform::registry {

namespace json = boost::json;

json::value const& Refs::unit(base::Ulid const& id) {
    auto found = units_.find(id);
    if (found == units_.end()) {
        auto const ref = unit_ref(reader_, id);
        found = units_.emplace(id, ref ? json::value(to_json(*ref)) : json::value()).first;
    }
    return found->second;
}

json::value const& Refs::staff(base::Ulid const& id) {
    auto found = staff_.find(id);
    if (found == staff_.end()) {
        auto const ref = staff_ref(reader_, id, today_);
        found = staff_.emplace(id, ref ? json::value(to_json(*ref)) : json::value()).first;
    }
    return found->second;
}

}  // namespace platform::registry
