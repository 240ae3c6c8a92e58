#pragma once
// 教示・助言: what the caller is told, from data/guidance, with the contacts and where they were seen.

#include "modules/intake/triage.h"

#include <boost/json/fwd.hpp>

namespace modules::intake {

// The codes proposed for this case with their texts and reasons.
[[nodiscard]] boost::json::array guidance_json(Triage const& triage);
[[nodiscard]] boost::json::object guidance_json(base::GuidanceText const& text);
// Every text there is, for the list of guidance.
[[nodiscard]] boost::json::array guidance_json(platform::tables::Active const& tables);

}  // namespace modules::intake
