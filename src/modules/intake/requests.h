#pragma once
// Bodies and queries of this module's routes as structs; everything wrong is refused at once, by name.

#include "modules/intake/acceptance.h"
#include "modules/intake/assessment.h"
#include "modules/intake/referrals.h"
#include "platform/access/guard.h"
#include "platform/registry/records.h"

namespace modules::intake {

[[nodiscard]] Acceptance read_acceptance(platform::http::Request const& request);
[[nodiscard]] AssessmentRequest read_assessment(platform::http::Request const& request);
// The members kind, channel, fields and answers of what is still being filled in, as the record that it would
// become. A field that cannot be read yet is as if it were empty.
[[nodiscard]] Consultation read_told(platform::http::Members& members);
[[nodiscard]] Sending read_sending(platform::http::Request const& request);
// limit, cursor, sort, filter[field] over the Schema; more conditions are the caller's. Problem::bad_request
// names the parameter.
[[nodiscard]] registry::PageRequest read_page(platform::http::Request const& request,
                                              record::Schema const& schema, std::string_view default_sort);
// The consultation of the path, if the actor may do this to it. What he may not read does not exist for him.
[[nodiscard]] record::StoredRecord allowed(platform::store::Reader& reader,
                                           platform::access::Call const& call,
                                           platform::access::Action action);
// The clock or referral of the path, likewise by its consultation.
[[nodiscard]] record::StoredRecord allowed_part(platform::store::Reader& reader,
                                                platform::access::Call const& call,
                                                record::Schema const& schema,
                                                platform::access::Action action);
// The {id} of the path; what is no id is not_found.
[[nodiscard]] base::Ulid path_id(platform::http::Request const& request, std::string_view name = "id");

}  // namespace modules::intake
