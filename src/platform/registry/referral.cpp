#include "platform/registry/referral.h"

#include "record/field.h"

namespace platform::registry {

namespace {

using record::field;

constexpr record::Field fields[] = {
    field<&Referral::purpose>(
        "目的", "Purpose",
        {.required = true,
         .help_ja = "報告・支援要請・引継ぎなどの別です。担当が移るのは、引継ぎとその差戻しだけです。",
         .help_en = "Report, support request or hand-over. The lead moves with a hand-over, and with handing "
                    "it back, only."}),
    field<&Referral::record_kind>("対象の種類", "Record kind", {.read_only = true, .max_length = 60}),
    field<&Referral::record_id>("対象", "Record", {.read_only = true}),
    field<&Referral::from_unit>("発", "From", {.read_only = true, .references = "units"}),
    field<&Referral::to_unit>(
        "宛", "To",
        {.required = true,
         .help_ja = "送り先の課です。候補は種別と罪名の見込みから出ます。ここにない課も選べます。",
         .help_en =
             "The unit to receive it. Proposals come from type and offences; any other unit can be chosen.",
         .references = "units"}),
    field<&Referral::sent_by>("送付者", "Sent by", {.read_only = true, .references = "staff"}),
    field<&Referral::sent_at>("送付日時", "Sent at", {.read_only = true}),
    field<&Referral::message>(
        "連絡事項", "Message",
        {.personal_data = true,
         .multiline = true,
         .max_length = 4000,
         .help_ja = "受けた人が最初に読む数行です。してほしいことと期限を書きます。例: "
                    "送金先口座の照会をお願いします。本日17時までに相談者へ折返し予定。",
         .help_en = "The few lines that are read first: what you ask for and by when."}),
    field<&Referral::state>("状態", "State", {.read_only = true}),
    field<&Referral::approved_by>("決裁者", "Approved by", {.read_only = true, .references = "staff"}),
    field<&Referral::approved_at>("決裁日時", "Approved at", {.read_only = true}),
    field<&Referral::received_name>(
        "受領者", "Received by (name)",
        {.max_length = 120,
         .help_ja = "電話で受けたときに、相手の氏名を書きます。Renkeiで受けたときは自動で入ります。",
         .help_en =
             "The name of whoever took it by telephone; filled in by itself when it is received in Renkei."}),
    field<&Referral::received_extension>("受領者内線", "Extension",
                                         {.max_length = 40,
                                          .help_ja = "受けた人の内線です。後で確かめるときに使います。",
                                          .help_en = "Their extension, for asking back."}),
    field<&Referral::received_by>("受領者 (職員)", "Received by", {.read_only = true, .references = "staff"}),
    field<&Referral::received_at>("受領日時", "Received at", {.read_only = true}),
    field<&Referral::answer>("回答", "Answer",
                             {.personal_data = true,
                              .multiline = true,
                              .max_length = 4000,
                              .help_ja = "結論と、次に誰が何をするかを書きます。",
                              .help_en = "The conclusion, and who does what next."}),
    field<&Referral::answered_at>("回答日時", "Answered at", {.read_only = true}),
    field<&Referral::late_reason>(
        "遅延の理由", "Reason for lateness",
        {.multiline = true,
         .max_length = 1000,
         .help_ja =
             "期限を過ぎた理由を、後で読む人に分かるように書きます。例: 事業者への確認が翌日になったため。",
         .help_en = "Why it was late, for whoever reads it later."}),
    field<&Referral::withdrawn_by>("取下げ者", "Withdrawn by", {.read_only = true, .references = "staff"}),
    field<&Referral::withdrawn_at>("取下げ日時", "Withdrawn at", {.read_only = true}),
    field<&Referral::withdrawal_reason>("取下げの理由", "Why it was withdrawn",
                                        {.multiline = true, .read_only = true, .max_length = 1000}),
};

}  // namespace

constinit record::Schema const referral_schema =
    record::schema<Referral>("referral", "referrals", "報告・引継ぎ", "Referral", fields);

}  // namespace platform::registry
