#pragma once
// Records of this module as the API shows them: ids of units and people become what people read.
// One Presenter per request; it remembers who it has looked up, and which records it has shown.

#include "modules/intake/parts.h"
#include "platform/access/facts.h"
#include "platform/registry/ports/link_query.h"
#include "platform/registry/records.h"
#include "platform/registry/refs.h"
#include "platform/registry/staff.h"
#include "platform/registry/unit.h"

#include <boost/json/object.hpp>

#include <optional>
#include <vector>

namespace modules::intake {

class Presenter {
  public:
    Presenter(platform::store::Reader& reader, platform::access::Actor const& actor, base::Instant now)
        : reader_(reader), actor_(actor), now_(now), refs_(reader, base::date_in_japan(now)) {}

    [[nodiscard]] boost::json::value unit(base::Ulid const& id) { return refs_.unit(id); }
    [[nodiscard]] boost::json::value staff(base::Ulid const& id) { return refs_.staff(id); }

    // Envelope and fields, flat, with what the actor may do to it.
    [[nodiscard]] boost::json::object consultation(record::StoredRecord const& stored);
    // One row of a list.
    [[nodiscard]] boost::json::object summary(record::StoredRecord const& stored);
    [[nodiscard]] boost::json::object referral(record::StoredRecord const& stored);
    [[nodiscard]] boost::json::object clock(record::StoredRecord const& stored);
    [[nodiscard]] boost::json::object line(platform::registry::RecordLine const& line);
    [[nodiscard]] boost::json::object hit(platform::registry::Hit const& hit);
    // `about`: the record whose link it is.
    [[nodiscard]] boost::json::object link(platform::registry::Link const& link, base::Ulid const& about);
    // 照会先: the section to ask and its extension.
    [[nodiscard]] boost::json::object contact(base::Ulid const& unit);
    // overdue, today, later, done
    [[nodiscard]] std::string_view clock_state(record::StoredRecord const& clock) const;
    // The most pressing open clock of a record.
    [[nodiscard]] std::optional<record::StoredRecord> next_clock(base::Ulid const& record);

    // What access_log must name: each record that was made into JSON here, in its state.
    [[nodiscard]] std::vector<platform::access::ShownLately::Row> const& shown() const { return shown_; }
    // Records beside which a unit elsewhere was named.
    [[nodiscard]] std::vector<platform::access::ShownLately::Row> const& blind() const { return blind_; }

  private:
    [[nodiscard]] boost::json::object with_envelope(record::StoredRecord const& stored);

    platform::store::Reader& reader_;
    platform::access::Actor const& actor_;
    base::Instant now_;
    platform::registry::Refs refs_;
    std::vector<platform::access::ShownLately::Row> shown_;
    std::vector<platform::access::ShownLately::Row> blind_;
};

}  // namespace modules::intake
