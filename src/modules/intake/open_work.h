#pragma once
// What stands open in intake with a person or with units, for the organisation module: numbers and states
// only.

#include "platform/registry/ports/open_work.h"
#include "platform/registry/records.h"

#include <optional>
#include <string_view>

namespace modules::intake {

// Whose the record of alias `r` is, as SQL: given to somebody, or taken in by him and given to nobody else,
// neither a colleague nor another unit; else nobody's.
inline constexpr std::string_view holder =
    "(SELECT CASE WHEN a.staff IS NOT NULL THEN a.staff WHEN a.referral IS NULL THEN r.receiver END FROM "
    "assignments a WHERE a.record_id = r.id AND a.until IS NULL)";
// Of one record; nothing where it is nobody's, or closed.
[[nodiscard]] std::optional<base::Ulid> holder_of(platform::store::Reader& reader, base::Ulid const& record);
// The open records whose holder he is.
[[nodiscard]] platform::registry::Condition in_hand_of(base::Ulid const& staff);

class OpenConsultations : public platform::registry::OpenWorkKeeper {
  public:
    [[nodiscard]] platform::registry::OpenWork of_person(platform::store::Reader& reader,
                                                         base::Ulid const& staff,
                                                         std::size_t most) const override;
    [[nodiscard]] platform::registry::OpenWork of_units(platform::store::Reader& reader,
                                                        std::span<base::Ulid const> units,
                                                        std::size_t most) const override;
    std::int64_t pass_to_colleague(platform::store::Transaction& transaction, base::Ulid const& from,
                                   base::Ulid const& to, platform::journal::Author const& author,
                                   base::Instant at) const override;
    std::int64_t carry_leads(platform::store::Transaction& transaction,
                             std::span<platform::registry::Succession const> successions,
                             platform::registry::LeadChange const& change) const override;
    std::int64_t give_back_leads(platform::store::Transaction& transaction,
                                 std::span<platform::registry::Succession const> successions,
                                 platform::registry::LeadChange const& change) const override;
    [[nodiscard]] bool recorded_under(platform::store::Reader& reader, std::span<base::Ulid const> units,
                                      std::optional<base::Instant> const& since) const override;
};

}  // namespace modules::intake
