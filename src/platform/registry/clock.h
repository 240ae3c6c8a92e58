#pragma once
// A duty with a time: why, due when, whose, reminders, escalation, done or waived with a reason. Never
// expires silently.

#include "base/id.h"
#include "base/instant.h"
#include "record/enum_values.h"
#include "record/schema.h"

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace platform::registry {

BOOST_DEFINE_ENUM_CLASS(ClockState, open, done, waived, withdrawn)
consteval auto enum_labels(ClockState) {
    return record::labels<ClockState>({{ClockState::open, "進行中", "Open"},
                                       {ClockState::done, "完了", "Done"},
                                       {ClockState::waived, "不要と判断", "Waived"},
                                       {ClockState::withdrawn, "取下げ", "Withdrawn"}});
}

struct Clock {
    std::string duty;  // code of a rule in data/clocks/
    std::string label_ja;
    std::string label_en;
    std::string basis;  // document and clause: 「宮本サ対第816号 2(1)イ」
    std::string record_kind;
    base::Ulid record_id;
    std::optional<base::Instant> started_at;
    std::optional<base::Instant> due_at;  // 目安
    std::string due_wording;              // 「遅滞なく (目安 本日中)」
    bool reason_when_late = false;        // 遅滞なく: lateness must say why
    ClockState state = ClockState::open;
    std::int64_t reminders_sent = 0;
    std::optional<base::Instant> next_reminder_at;
    std::string escalated_to;  // role now reminded: the owner's, then the coordinator's, then the chief's
    std::optional<base::Instant> closed_at;
    base::Ulid closed_by;
    std::string late_reason;
    std::string waiver_reason;  // also why it was withdrawn with the decision that had opened it

    bool operator==(Clock const&) const = default;
};

extern record::Schema const clock_schema;

}  // namespace platform::registry
