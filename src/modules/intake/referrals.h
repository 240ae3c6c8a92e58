#pragma once
// Reports, support requests, hand-overs and hand-backs of a consultation: who was told, who took it, who
// leads.

#include "modules/intake/consultation.h"
#include "modules/intake/parts.h"
#include "platform/registry/records.h"
#include "platform/registry/referral.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace modules::intake {

namespace registry = platform::registry;

// The unit that leads from now on; closes the lead before it.
void open_lead(platform::store::Transaction& transaction, base::Ulid const& record, base::Ulid const& unit,
               std::optional<base::Ulid> const& referral, registry::Change change);

struct Subject {
    base::Ulid record;
    base::Ulid owner_unit;
    Urgency urgency = Urgency::normal;
};

// What follows from acceptance: the clock for danger to life, and a report, not yet approved, to each
// recipient.
void open_duties(platform::store::Transaction& transaction, Parts const& parts, Subject const& subject,
                 std::vector<std::string> const& recipients, registry::Change const& change);

// The headquarters division for a recipient code: a unit's code or a duty of 事務分掌, in force on that day.
[[nodiscard]] std::optional<base::Ulid> recipient_unit(platform::store::Reader& reader, std::string_view code,
                                                       base::Date date);

struct Sending {
    registry::Purpose purpose = registry::Purpose::report;
    std::vector<base::Ulid> to;
    std::string message;
    bool flash = false;
};
// Sends one referral to each unit. Problem::invalid for the own unit, an unknown one or one that is no longer
// in force.
std::vector<base::Ulid> send(platform::store::Transaction& transaction, Parts const& parts,
                             record::StoredRecord const& consultation, Sending const& sending,
                             platform::access::Actor const& actor, registry::Change const& change);

// Whether what is sent to the unit is the actor's to work: his unit, one above it, or one that these took
// over from.
[[nodiscard]] bool is_ours(platform::store::Reader& reader, platform::access::Actor const& actor,
                           base::Ulid const& to_unit);
// All such units.
[[nodiscard]] std::vector<base::Ulid> our_units(platform::store::Reader& reader,
                                                platform::access::Actor const& actor);

// 決裁: the report counts from now. Late on a duty that says 遅滞なく needs `late_reason`.
void approve(platform::store::Transaction& transaction, record::StoredRecord const& referral,
             std::string_view late_reason, registry::Change const& change);

struct Receipt {
    std::string name;
    std::string extension;
};
// Taken by the receiving unit; a hand-over or hand-back then leads. Nobody receives what he sent himself.
void receive(platform::store::Transaction& transaction, record::StoredRecord const& referral,
             Receipt const& receipt, platform::access::Actor const& actor, registry::Change const& change);
void answer(platform::store::Transaction& transaction, record::StoredRecord const& referral,
            std::string_view text, registry::Change const& change);
// 取下げ of what nobody received, with the clock that waited for its receipt.
void withdraw(platform::store::Transaction& transaction, record::StoredRecord const& referral,
              std::string_view reason, registry::Change const& change);
// 差戻し: back to the sender with a reason, as a referral of its own that waits for his receipt.
base::Ulid hand_back(platform::store::Transaction& transaction, Parts const& parts,
                     record::StoredRecord const& referral, std::string_view reason,
                     registry::Change const& change);

}  // namespace modules::intake
