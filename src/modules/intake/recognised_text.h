#pragma once
// The texts of a consultation read once: what was recognised in which field, card numbers masked, originals
// kept aside.

#include "modules/intake/consultation.h"
#include "platform/recognition/recogniser.h"
#include "platform/registry/sightings.h"
#include "platform/tables/rules.h"

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

// The field under which an answer's observables and original stand.
[[nodiscard]] std::string answer_field(InterviewAnswer const& answer);

// Recognises and masks every text field of the record that may name observables, answers of the interview
// among them, whose question says whose they are; `consultation` holds the
// masked texts afterwards.
[[nodiscard]] RecognisedText read_texts(platform::recognition::Recogniser const& recogniser,
                                        Consultation& consultation, std::vector<RoleChoice> const& choices,
                                        platform::tables::Active const& tables);

// A card observable whose masked spelling still stands in its text stays, though its digits are gone.
void keep_masked_cards(platform::store::Reader& reader, base::Ulid const& id,
                       Consultation const& consultation, std::vector<platform::registry::Seen>& seen);

// Puts the officers' roles over the proposed ones.
void apply_roles(std::vector<platform::recognition::Recognised>& found,
                 std::vector<RoleChoice> const& choices);

}  // namespace modules::intake
