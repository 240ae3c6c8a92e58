#pragma once
// The port that answers what other tables would have proposed for the consultations that stand.

#include "platform/recognition/recogniser.h"
#include "platform/registry/ports/past_decisions.h"

namespace modules::intake {

class StoredDecisions : public platform::registry::PastDecisions {
  public:
    explicit StoredDecisions(platform::recognition::Recogniser const& recogniser) : recogniser_(recogniser) {}

    [[nodiscard]] platform::registry::PastPiece evaluate(
        platform::store::Reader& reader, platform::access::Actor const& actor,
        platform::registry::PastQuestion const& question) const override;

  private:
    platform::recognition::Recogniser const& recogniser_;
};

}  // namespace modules::intake
