#pragma once
// What people said of two parties: that they are one person or company, or that they are not. Who belongs
// together follows from these records alone (platform/registry/parties.h).

#include "base/id.h"
#include "record/enum_values.h"
#include "record/schema.h"

#include <boost/describe/enum.hpp>

#include <string>

namespace modules::identity {

BOOST_DEFINE_ENUM_CLASS(Verdict, same, different)
consteval auto enum_labels(Verdict) {
    return record::labels<Verdict>(
        {{Verdict::same, "同一", "The same"}, {Verdict::different, "同一でない", "Not the same"}});
}

struct Decision {
    Verdict verdict = Verdict::same;
    base::Ulid record_a;
    base::Ulid party_a;
    base::Ulid record_b;
    base::Ulid party_b;
    std::string reason;
    std::string shown;   // JSON: the reasons that follow from the two alone
    std::string told_a;  // whom party_a told of then (engine::identity::fingerprint)
    std::string told_b;
    bool withdrawn = false;
    std::string withdrawn_reason;
    bool operator==(Decision const&) const = default;
};
extern record::Schema const decision_schema;

}  // namespace modules::identity
