#include "modules/intake/draft.h"

#include "record/field.h"

namespace modules::intake {

namespace {

using record::field;

constexpr record::Field fields[] = {
    field<&Draft::content>("内容", "Content",
                           {.personal_data = true, .multiline = true, .max_length = 400000}),
    field<&Draft::subject>("件名", "Subject", {.personal_data = true, .max_length = 200}),
    field<&Draft::excerpt>("抜粋", "Excerpt", {.personal_data = true, .max_length = 200}),
    field<&Draft::record_id>("変更する記録", "Record changed"),
    field<&Draft::record_version>("編集を始めた版", "Version begun from"),
    field<&Draft::device>("端末", "Device", {.max_length = 40}),
};

}  // namespace

constinit record::Schema const draft_schema =
    record::schema<Draft>("draft", "drafts", "下書き", "Draft", fields);

}  // namespace modules::intake
