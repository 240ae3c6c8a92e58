#pragma once
// Whether a data folder is a demonstration or real: decided once, when it is first opened, and never mixed.

#include "base/id.h"
#include "base/instant.h"
#include "platform/store/store.h"

namespace modules::organization {

enum class Use : std::uint8_t { real, demonstration };

// Marks a new folder. Problem::conflict when a demonstration folder is to be served for real, or the other
// way round. `id`: of a new one.
void open_instance(platform::store::Store& store, base::TimeSource const& time, Use use,
                   base::Ulid const& id = base::new_ulid());
// What the folder is; a folder that nobody opened yet is real.
[[nodiscard]] Use use_of(platform::store::Reader& reader);

}  // namespace modules::organization
