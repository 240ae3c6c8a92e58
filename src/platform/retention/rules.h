#pragma once
// Until when a closed record is kept: 31 March of (fiscal year of closing + 1 + years). Thread rule:
// immutable.

#include "base/instant.h"
#include "formats/retention_rules/retention_rules.h"

#include <string_view>
#include <vector>

namespace platform::retention {

using Class = formats::retention_rules::RetentionClass;

// The last day on which a record closed at this moment is kept.
[[nodiscard]] base::Date kept_until(base::Instant closed_at, int years);
// Records that were closed before this moment are past that day today.
[[nodiscard]] base::Instant closed_before(base::Date today, int years);

class Rules {
  public:
    explicit Rules(std::vector<Class> classes) : classes_(std::move(classes)) {}
    [[nodiscard]] std::vector<Class> const& classes() const { return classes_; }
    // Null when no class says how long: such a record is never due.
    [[nodiscard]] Class const* find(std::string_view record_kind, std::string_view kind) const;

  private:
    std::vector<Class> classes_;
};

}  // namespace platform::retention
