#include "record/envelope.h"

#include "record/field.h"

namespace record {

namespace {

constexpr Rules by_program{.required = true, .read_only = true};
constexpr Field envelope_fields[] = {
    field<&Envelope::seq>("内部番号", "Sequence", by_program),
    field<&Envelope::id>("ID", "Id", by_program),
    field<&Envelope::version>("版", "Version", by_program),
    field<&Envelope::created_at>("登録日時", "Created at", by_program),
    field<&Envelope::created_by>("登録者", "Created by", by_program),
    field<&Envelope::changed_at>("更新日時", "Changed at", by_program),
    field<&Envelope::changed_by>("更新者", "Changed by", by_program),
    field<&Envelope::owner_unit>("主管所属", "Owner unit", by_program),
    field<&Envelope::origin_unit>("受理所属", "Origin unit", by_program),
    field<&Envelope::restriction>("閲覧制限", "Restriction", by_program),
};
constexpr Schema described = schema<Envelope>("envelope", "", "共通項目", "Envelope", envelope_fields);

}  // namespace

Schema const& envelope_schema() noexcept {
    return described;
}

}  // namespace record
