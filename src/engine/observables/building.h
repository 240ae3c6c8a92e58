#pragma once
// The building and room behind the block numbers of a postal address.

#include "engine/observables/view.h"

#include <cstddef>
#include <optional>
#include <string>

namespace engine::observables {

struct Building {
    std::string text;  // " コーポ青葉203": what the normal form of the address goes on with
    std::size_t end = 0;
};

// " コーポ青葉203号室", "ビル三階", " 荷受センター内" at `place`; nothing when the sentence goes on.
[[nodiscard]] std::optional<Building> building_at(View const& view, std::size_t place);

}  // namespace engine::observables
