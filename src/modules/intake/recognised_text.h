#pragma once
// The texts of a consultation read once: what was recognised in which field, card numbers masked, originals
// kept aside.

#include "modules/intake/consultation.h"
#include "platform/recognition/recogniser.h"
#include "platform/registry/sightings.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace modules::intake {

// An officer's choice of role for (type, shown value), as the browser sends it.
struct RoleChoice {
    std::string type;
    std::string value;
    std::string role;
};

struct RecognisedText {
    std::vector<platform::recognition::Recognised> narrative;  // for triage
    std::vector<platform::registry::Seen> seen;                // every field
    std::map<std::string, std::string> originals;  // field → text before masking, where a card stood in it
};

// Recognises and masks every text field of the record that may name observables; `consultation` holds the
// masked texts afterwards.
[[nodiscard]] RecognisedText read_texts(platform::recognition::Recogniser const& recogniser,
                                        Consultation& consultation, std::vector<RoleChoice> const& choices);

// Puts the officers' roles over the proposed ones.
void apply_roles(std::vector<platform::recognition::Recognised>& found,
                 std::vector<RoleChoice> const& choices);

}  // namespace modules::intake
