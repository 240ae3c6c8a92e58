#include "platform/registry/clock.h"

#include "record/field.h"

namespace platform::registry {

namespace {

using record::field;

constexpr record::Field fields[] = {
    field<&Clock::duty>("義務", "Duty", {.read_only = true, .max_length = 60}),
    field<&Clock::label_ja>("名称", "Japanese label", {.read_only = true, .max_length = 200}),
    field<&Clock::label_en>("英語名称", "English label", {.read_only = true, .max_length = 200}),
    field<&Clock::basis>("根拠", "Basis", {.read_only = true, .max_length = 200}),
    field<&Clock::record_kind>("対象の種類", "Record kind", {.read_only = true, .max_length = 60}),
    field<&Clock::record_id>("対象", "Record", {.read_only = true}),
    field<&Clock::started_at>("起算", "Started at", {.read_only = true}),
    field<&Clock::due_at>("目安", "Due at", {.read_only = true}),
    field<&Clock::due_wording>("期限の文言", "Wording", {.read_only = true, .max_length = 200}),
    field<&Clock::reason_when_late>("遅延時に理由を要する", "Lateness needs a reason", {.read_only = true}),
    field<&Clock::state>("状態", "State", {.read_only = true}),
    field<&Clock::reminders_sent>("督促回数", "Reminders sent", {.read_only = true}),
    field<&Clock::next_reminder_at>("次の督促", "Next reminder", {.read_only = true}),
    field<&Clock::escalated_to>("督促先", "Reminded role", {.read_only = true, .max_length = 60}),
    field<&Clock::closed_at>("完了日時", "Closed at", {.read_only = true}),
    field<&Clock::closed_by>("完了者", "Closed by", {.read_only = true, .references = "staff"}),
    field<&Clock::late_reason>(
        "遅延の理由", "Reason for lateness",
        {.multiline = true,
         .max_length = 1000,
         .help_ja =
             "目安を過ぎた理由を、後で読む人に分かるように書きます。例: 担当者不在のため翌朝に報告した。",
         .help_en = "Why it was late, for whoever reads it later."}),
    field<&Clock::waiver_reason>(
        "不要とした理由", "Reason for waiving",
        {.multiline = true,
         .max_length = 1000,
         .help_ja = "この期限に対応しなくてよい理由を書きます。例: 相談者が取下げを申し出た。",
         .help_en = "Why nothing has to be done. Example: the caller withdrew the matter."}),
};

}  // namespace

constinit record::Schema const clock_schema =
    record::schema<Clock>("clock", "clocks", "期限", "Clock", fields);

}  // namespace platform::registry
