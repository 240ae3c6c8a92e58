#pragma once
// A report, support request, hand-over or hand-back of a record to a unit: sent, received by whom, answered.
// It changes the lead only when it is a hand-over or hand-back.

#include "base/id.h"
#include "base/instant.h"
#include "record/enum_values.h"
#include "record/schema.h"

#include <boost/describe/enum.hpp>

#include <optional>
#include <string>

namespace platform::registry {

BOOST_DEFINE_ENUM_CLASS(Purpose, report, support, hand_over, hand_back)
consteval auto enum_labels(Purpose) {
    return record::labels<Purpose>({{Purpose::report, "報告", "Report"},
                                    {Purpose::support, "支援要請", "Support request"},
                                    {Purpose::hand_over, "引継ぎ", "Hand-over"},
                                    {Purpose::hand_back, "差戻し", "Hand-back"}});
}

// 未決裁 and 速報 are both seen at once; a report counts from its approval or from being marked 速報.
BOOST_DEFINE_ENUM_CLASS(ReferralState, unapproved, flash, sent, received, answered, returned, withdrawn)
consteval auto enum_labels(ReferralState) {
    return record::labels<ReferralState>({{ReferralState::unapproved, "未決裁", "Not yet approved"},
                                          {ReferralState::flash, "速報", "Flash report"},
                                          {ReferralState::sent, "送付済み", "Sent"},
                                          {ReferralState::received, "受領", "Received"},
                                          {ReferralState::answered, "回答済み", "Answered"},
                                          {ReferralState::returned, "差戻し済み", "Returned"},
                                          {ReferralState::withdrawn, "取下げ", "Withdrawn"}});
}

struct Referral {
    Purpose purpose = Purpose::report;
    std::string record_kind;
    base::Ulid record_id;
    base::Ulid from_unit;
    base::Ulid to_unit;
    base::Ulid sent_by;
    std::optional<base::Instant> sent_at;
    std::string message;
    ReferralState state = ReferralState::unapproved;
    base::Ulid approved_by;
    std::optional<base::Instant> approved_at;
    std::string received_name;
    std::string received_extension;
    base::Ulid received_by;
    std::optional<base::Instant> received_at;
    std::string answer;
    std::optional<base::Instant> answered_at;
    std::string late_reason;
    // With the decision that had sent it, before anybody received it.
    base::Ulid withdrawn_by;
    std::optional<base::Instant> withdrawn_at;
    std::string withdrawal_reason;

    bool operator==(Referral const&) const = default;
};

extern record::Schema const referral_schema;

// Still something to do for the receiving unit: it stands in the inbox.
[[nodiscard]] constexpr bool is_open(ReferralState state) {
    return state == ReferralState::unapproved || state == ReferralState::flash ||
           state == ReferralState::sent || state == ReferralState::received;
}

}  // namespace platform::registry
