#pragma once
// Starting, reminding and closing clocks by the duties in data/clocks/.
// Thread rule: Duties is immutable after construction; functions work on the Transaction they are given.

#include "base/instant.h"
#include "formats/duty_rules/duty_rules.h"
#include "platform/registry/clock.h"
#include "platform/registry/records.h"
#include "platform/registry/working_calendar.h"

#include <optional>
#include <string_view>
#include <vector>

namespace platform::registry {

class Duties {
  public:
    Duties(std::vector<formats::duty_rules::Duty> duties, WorkingCalendar const& calendar);

    [[nodiscard]] std::vector<formats::duty_rules::Duty> const& all() const noexcept { return duties_; }
    // The clock of a duty started now; empty when the duty has no time for this urgency. An unknown code is a
    // fault of the program.
    [[nodiscard]] std::optional<Clock> clock_for(std::string_view code, std::string_view urgency,
                                                 base::Instant now) const;
    // The clock after its next reminder was sent: who is reminded now, and when the one after comes.
    [[nodiscard]] Clock reminded(Clock clock, base::Instant now) const;

  private:
    [[nodiscard]] formats::duty_rules::Duty const* find(std::string_view code) const;

    std::vector<formats::duty_rules::Duty> duties_;
    WorkingCalendar const& calendar_;
};

// Opens a clock for a record; its owner is the unit that has the duty.
record::Envelope start_clock(store::Transaction& transaction, Clock clock, std::string_view record_kind,
                             base::Ulid const& record, base::Ulid const& owner_unit, Change change);

// Done. Late on a duty that must say why, and no reason given: Problem::invalid naming late_reason.
void finish_clock(store::Transaction& transaction, record::StoredRecord const& clock,
                  std::string_view late_reason, Change change);
// Not needed after all; says why.
void waive_clock(store::Transaction& transaction, record::StoredRecord const& clock, std::string_view reason,
                 Change change);
// Gone with the decision that had opened it: neither kept nor missed.
void withdraw_clock(store::Transaction& transaction, record::StoredRecord const& clock,
                    std::string_view reason, Change change);
// The open clocks of a duty of a record.
[[nodiscard]] std::vector<record::StoredRecord> open_clocks(store::Reader& reader, base::Ulid const& record,
                                                            std::string_view duty);
// Sends the reminders that are due: each clock moves one step up its ladder, in the journal. Returns how
// many.
std::size_t remind(store::Store& store, Duties const& duties, base::Instant now);

}  // namespace platform::registry
