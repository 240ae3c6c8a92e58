#include "platform/registry/referral.h"

#include "record/field.h"

namespace platform::registry {

namespace {

using record::field;

constexpr record::Field fields[] = {
    field<&Referral::purpose>("目的", "Purpose", {.required = true}),
    field<&Referral::record_kind>("対象の種類", "Record kind", {.read_only = true, .max_length = 60}),
    field<&Referral::record_id>("対象", "Record", {.read_only = true}),
    field<&Referral::from_unit>("発", "From", {.read_only = true, .references = "units"}),
    field<&Referral::to_unit>("宛", "To", {.required = true, .references = "units"}),
    field<&Referral::sent_by>("送付者", "Sent by", {.read_only = true, .references = "staff"}),
    field<&Referral::sent_at>("送付日時", "Sent at", {.read_only = true}),
    field<&Referral::message>("連絡事項", "Message",
                              {.personal_data = true, .multiline = true, .max_length = 4000}),
    field<&Referral::state>("状態", "State", {.read_only = true}),
    field<&Referral::approved_by>("決裁者", "Approved by", {.read_only = true, .references = "staff"}),
    field<&Referral::approved_at>("決裁日時", "Approved at", {.read_only = true}),
    field<&Referral::received_name>("受領者", "Received by (name)", {.max_length = 120}),
    field<&Referral::received_extension>("受領者内線", "Extension", {.max_length = 40}),
    field<&Referral::received_by>("受領者 (職員)", "Received by", {.read_only = true, .references = "staff"}),
    field<&Referral::received_at>("受領日時", "Received at", {.read_only = true}),
    field<&Referral::answer>("回答", "Answer",
                             {.personal_data = true, .multiline = true, .max_length = 4000}),
    field<&Referral::answered_at>("回答日時", "Answered at", {.read_only = true}),
    field<&Referral::late_reason>("遅延の理由", "Reason for lateness",
                                  {.multiline = true, .max_length = 1000}),
};

}  // namespace

constinit record::Schema const referral_schema =
    record::schema<Referral>("referral", "referrals", "報告・引継ぎ", "Referral", fields);

}  // namespace platform::registry
