#pragma once
// What is known while the officer types: observables, hits, proposals, dangers, questions, guidance, earlier
// consultations. Stateless; the text is never logged. A new look-up of a draft is recorded once.

#include "modules/intake/consultation.h"
#include "modules/intake/parts.h"
#include "modules/intake/recognised_text.h"

#include <boost/json/object.hpp>

#include <optional>
#include <string>

namespace modules::intake {

struct AssessmentRequest {
    std::string text;
    Consultation fields;        // kind, channel and what else is filled in: wishes, victim, times, answers
    std::string internal_type;  // when an officer has decided it
    std::string caller_phone;
    std::string caller_name;
    std::vector<RoleChoice> roles;
    std::optional<base::Ulid> draft;
    std::optional<base::Ulid> record;  // when an accepted record is shown: itself is no hit
};

constexpr std::size_t longest_assessed_text = 64 * 1024;

[[nodiscard]] boost::json::object assess(Parts const& parts, platform::access::Actor const& actor,
                                         AssessmentRequest const& request, std::string const& purpose);

}  // namespace modules::intake
