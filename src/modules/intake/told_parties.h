#pragma once
// Who an intake record tells of: the caller, and the victim where it is somebody else.

#include "modules/intake/consultation.h"
#include "platform/recognition/recogniser.h"
#include "platform/registry/parties.h"
#include "platform/store/store.h"

#include <functional>
#include <vector>

namespace modules::intake {

// The caller as told, for comparison; nothing of an anonymous one but how to reach him.
[[nodiscard]] engine::identity::Told caller_told(platform::recognition::Recogniser const& recogniser,
                                                 Consultation const& consultation);
[[nodiscard]] std::vector<platform::registry::ToldParty> told_parties(
    platform::recognition::Recogniser const& recogniser, Consultation const& consultation);

// At start: the parties of all records, where keys of another version stand in the store or none. Goes on
// where an interrupted run ended; says now and then how many records were done.
void fill_parties(platform::store::Store& store, platform::recognition::Recogniser const& recogniser,
                  std::function<void(std::size_t)> const& progress);

// What somebody looks for: the id of a person whom people put together, a telephone number, a mail address, a
// name or a reading, in any writing.
[[nodiscard]] platform::registry::PersonAsked person_asked(
    platform::recognition::Recogniser const& recogniser, std::string_view asked);

}  // namespace modules::intake
