#pragma once
// Small pieces of JSON that every answer is made of.

#include "base/id.h"
#include "base/instant.h"
#include "base/problem.h"

#include <boost/json/object.hpp>

#include <optional>

namespace platform::registry {

[[nodiscard]] inline boost::json::object to_json(base::Words const& words) {
    return {{"ja", words.ja}, {"en", words.en}};
}
[[nodiscard]] inline boost::json::value to_json(base::Ulid const& id) {
    return id.is_nil() ? boost::json::value() : boost::json::value(base::to_string(id));
}
[[nodiscard]] inline boost::json::value to_json(std::optional<base::Instant> const& at) {
    return at ? boost::json::value(base::to_iso(*at)) : boost::json::value();
}

}  // namespace platform::registry
