#pragma once
// The interview of a matter as the API shows it.

#include "modules/intake/interview.h"

#include <boost/json/object.hpp>

#include <functional>

namespace modules::intake {

// `staff`: who wrote an answer, as people read it; empty where nothing is stored yet.
using ShowStaff = std::function<boost::json::value(base::Ulid const&)>;
[[nodiscard]] boost::json::object to_json(InterviewNow const& now, ShowStaff const& staff = {});

}  // namespace modules::intake
