#include "platform/registry/record_kinds.h"

namespace platform::registry {

RecordKind const* RecordKinds::find(std::string_view name) const {
    for (auto const& kind : kinds_) {
        if (kind.schema->name == name) {
            return &kind;
        }
    }
    return nullptr;
}

}  // namespace platform::registry
