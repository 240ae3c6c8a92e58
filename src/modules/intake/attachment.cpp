#include "modules/intake/attachment.h"

#include "record/field.h"

namespace modules::intake {

namespace {

using record::field;

constexpr record::Field fields[] = {
    field<&Attachment::record_kind>("対象の種類", "Record kind", {.read_only = true, .max_length = 60}),
    field<&Attachment::record_id>("対象", "Record", {.read_only = true}),
    field<&Attachment::ordinal>("番号", "Number", {.read_only = true}),
    field<&Attachment::name>("名前", "Name",
                             {.required = true, .personal_data = true, .read_only = true, .max_length = 255}),
    field<&Attachment::media_type>("形式", "Media type", {.read_only = true, .max_length = 120}),
    field<&Attachment::size>("大きさ", "Size", {.read_only = true}),
    field<&Attachment::sha256>("ハッシュ値 (SHA-256)", "Hash (SHA-256)",
                               {.read_only = true, .max_length = 64}),
    field<&Attachment::origin>("由来", "Origin", {.read_only = true}),
    field<&Attachment::origin_detail>("由来の詳細", "Where from", {.read_only = true, .max_length = 200}),
    field<&Attachment::restricted>("閲覧制限", "Restricted", {.read_only = true}),
    field<&Attachment::restricted_reason>("制限の理由", "Reason for the restriction",
                                          {.read_only = true, .max_length = 1000}),
    field<&Attachment::removed_at>("取下げ日時", "Withdrawn at", {.read_only = true}),
    field<&Attachment::removed_by>("取下げ者", "Withdrawn by", {.read_only = true, .references = "staff"}),
    field<&Attachment::removed_reason>("取下げの理由", "Reason for the withdrawal",
                                       {.read_only = true, .max_length = 1000}),
};

}  // namespace

constinit record::Schema const attachment_schema =
    record::schema<Attachment>("attachment", "attachments", "添付", "Attachment", fields);

}  // namespace modules::intake
