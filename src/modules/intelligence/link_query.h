#pragma once
// Links computed when read: value → records and feeds that hold it. Thread rule: immutable, any thread.

#include "platform/registry/ports/link_query.h"
#include "platform/registry/record_kinds.h"

namespace platform::recognition {
class Recogniser;
}

namespace modules::intelligence {

class StoredLinks final : public platform::registry::LinkQuery {
  public:
    StoredLinks(platform::registry::RecordKinds const& kinds,
                platform::recognition::Recogniser const& recogniser)
        : kinds_(kinds), recogniser_(recogniser) {}

    [[nodiscard]] std::vector<platform::registry::Hit> hits(
        platform::store::Reader& reader, platform::access::Actor const& actor,
        std::vector<platform::registry::Question> const& questions,
        std::optional<base::Ulid> const& except) const override;
    [[nodiscard]] std::vector<platform::registry::Link> links_of(platform::store::Reader& reader,
                                                                 platform::access::Actor const& actor,
                                                                 base::Ulid const& record) const override;
    [[nodiscard]] std::optional<platform::registry::Link> strongest_link(
        platform::store::Reader& reader, platform::access::Actor const& actor,
        base::Ulid const& record) const override;

  private:
    [[nodiscard]] std::vector<platform::registry::Link> links_among(platform::store::Reader& reader,
                                                                    platform::access::Actor const& actor,
                                                                    base::Ulid const& record,
                                                                    std::int64_t newest) const;

    platform::registry::RecordKinds const& kinds_;
    platform::recognition::Recogniser const& recogniser_;
};

}  // namespace modules::intelligence
