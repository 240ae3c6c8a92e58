#include "platform/registry/shared_records.h"

#include "record/field.h"

namespace platform::registry {

namespace {

using record::field;

constexpr record::Field assignment_fields[] = {
    field<&Assignment::record_kind>("対象の種類", "Record kind", {.read_only = true, .max_length = 60}),
    field<&Assignment::record_id>("対象", "Record", {.read_only = true}),
    field<&Assignment::unit>("担当所属", "Leading unit", {.read_only = true, .references = "units"}),
    field<&Assignment::since>("担当開始", "Since", {.read_only = true}),
    field<&Assignment::until>("担当終了", "Until", {.read_only = true}),
    field<&Assignment::referral>("引継ぎ", "Hand-over", {.read_only = true, .references = "referrals"}),
    field<&Assignment::staff>("担当者", "In hand of", {.read_only = true, .references = "staff"}),
    field<&Assignment::merger>("統合・改称", "Merger", {.read_only = true, .references = "mergers"}),
    field<&Assignment::reason>("変更の根拠", "Basis of the change", {.read_only = true, .max_length = 400}),
    field<&Assignment::decided_by>("決定者", "Decided by", {.read_only = true, .references = "staff"}),
    field<&Assignment::decided_at>("決定日時", "Decided at", {.read_only = true}),
};

constexpr record::Field decision_fields[] = {
    field<&Decision::record_kind>("対象の種類", "Record kind", {.read_only = true, .max_length = 60}),
    field<&Decision::record_id>("対象", "Record", {.read_only = true}),
    field<&Decision::table_name>("判断表", "Table", {.read_only = true, .max_length = 60}),
    field<&Decision::table_version>("判断表の版", "Table version", {.read_only = true, .max_length = 60}),
    field<&Decision::proposed>("候補と理由", "Proposals",
                               {.multiline = true, .read_only = true, .max_length = 200000}),
    field<&Decision::decided>("確定", "Decided", {.max_items = 50}),
    field<&Decision::differs>("候補と異なる", "Differs from the proposal", {.read_only = true}),
    field<&Decision::decided_by>("確定者", "Decided by", {.read_only = true, .references = "staff"}),
    field<&Decision::decided_at>("確定日時", "Decided at", {.read_only = true}),
    field<&Decision::takes_back>("取り消した確定", "Takes back", {.read_only = true}),
    field<&Decision::taken_back_by>("取消し者", "Taken back by", {.read_only = true, .references = "staff"}),
    field<&Decision::taken_back_at>("取消し日時", "Taken back at", {.read_only = true}),
    field<&Decision::taken_back_reason>("取消しの理由", "Why it was taken back",
                                        {.multiline = true, .read_only = true, .max_length = 1000}),
};

constexpr record::Field separation_fields[] = {
    field<&Separation::record_a>("記録1", "Record 1", {.required = true}),
    field<&Separation::record_b>("記録2", "Record 2", {.required = true}),
    field<&Separation::reason>("同一でない理由", "Why not the same", {.multiline = true, .max_length = 1000}),
    field<&Separation::withdrawn>("取消し", "Withdrawn", {.read_only = true}),
};

}  // namespace

constinit record::Schema const assignment_schema =
    record::schema<Assignment>("assignment", "assignments", "担当", "Assignment", assignment_fields);
constinit record::Schema const decision_schema =
    record::schema<Decision>("decision", "decisions", "判断", "Decision", decision_fields);
constinit record::Schema const separation_schema =
    record::schema<Separation>("separation", "separations", "同一でない", "Separation", separation_fields);

}  // namespace platform::registry
