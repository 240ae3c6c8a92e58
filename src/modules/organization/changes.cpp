#include "modules/organization/changes.h"

#include "record/field.h"
#include "record/sql.h"

namespace modules::organization {

namespace {

using record::field;

constexpr record::Field post_fields[] = {
    field<&Post::code>("コード", "Code", {.required = true, .max_length = 60}),
    field<&Post::kind>("種別", "Kind", {.required = true}),
    field<&Post::name>("名称", "Name", {.required = true, .max_length = 60}),
    field<&Post::name_en>("英語名", "English name", {.max_length = 80}),
    field<&Post::position>("並び順", "Position", {.minimum = 0, .maximum = 10'000}),
    field<&Post::valid_to>("廃止日", "Valid to"),
};

constexpr record::Field merger_fields[] = {
    field<&Merger::valid_from>("統合日", "Day", {.required = true}),
    field<&Merger::unit>("新しい所属", "New unit", {.required = true, .references = "units"}),
    field<&Merger::sources>("統合される所属", "Units that end", {.max_items = 20}),
    field<&Merger::state>("状態", "State", {.required = true}),
    field<&Merger::reason>("根拠", "Basis", {.max_length = 400}),
    field<&Merger::settled_at>("引継日時", "Carried out at"),
    field<&Merger::moved>("引き継いだ受理票の数", "Records that changed hands", {.minimum = 0}),
    field<&Merger::taken_back_reason>("取消しの理由", "Why it was taken back", {.max_length = 400}),
    field<&Merger::given_back>("戻した受理票の数", "Records that went back", {.minimum = 0}),
};

constexpr record::Field hand_over_fields[] = {
    field<&StaffHandOver::staff>("職員", "Staff", {.required = true, .references = "staff"}),
    field<&StaffHandOver::successor>("引継先", "Colleague", {.required = true, .references = "staff"}),
    field<&StaffHandOver::valid_from>("引継日", "Day", {.required = true}),
    field<&StaffHandOver::withdrawn>("取消し", "Withdrawn"),
    field<&StaffHandOver::settled_at>("引継日時", "Carried out at"),
};

}  // namespace

constinit record::Schema const post_schema =
    record::schema<Post>("post", "posts", "階級・職", "Rank or post", post_fields);
constinit record::Schema const merger_schema =
    record::schema<Merger>("merger", "mergers", "統合・改称", "Merger", merger_fields);
constinit record::Schema const staff_hand_over_schema = record::schema<StaffHandOver>(
    "staff_hand_over", "staff_hand_overs", "担当の引継ぎ", "Hand-over of open records", hand_over_fields);

std::vector<StoredPost> posts(store::Reader& reader) {
    std::vector<StoredPost> found;
    auto const sql = "SELECT " + record::select_columns(post_schema, "r") +
                     " FROM posts r ORDER BY r.kind DESC, r.position, r.seq";
    reader.each(sql, {}, [&found](store::Row const& row) {
        auto stored = record::from_row(post_schema, row.values());
        found.push_back({stored.envelope, std::move(stored.record.as<Post>())});
    });
    return found;
}

void refuse(std::string_view ja, std::string_view en, Violations violations) {
    throw base::Problem(base::Problem::invalid, ja, en, std::move(violations));
}

Violations renamed_fields(Violations violations) {
    for (auto& violation : violations) {
        if (violation.field.starts_with('/')) {
            violation.field.erase(0, 1);
        }
    }
    return violations;
}

void refuse_any(std::string_view ja, std::string_view en, Violations violations) {
    if (!violations.empty()) {
        refuse(ja, en, std::move(violations));
    }
}

platform::journal::Author author_of(platform::access::Actor const& actor) {
    platform::journal::Author author;
    if (!actor.staff.is_nil()) {
        author.staff = actor.staff;
    }
    if (!actor.unit.is_nil()) {
        author.unit = actor.unit;
    }
    return author;
}

base::Violation violation(std::string_view field, std::string_view ja, std::string_view en) {
    return {std::string(field), {std::string(ja), std::string(en)}};
}

record::StoredRecord get_version(store::Reader& reader, record::Schema const& schema, base::Ulid const& id,
                                 std::int64_t version) {
    auto stored = registry::get(reader, schema, id);
    if (stored.envelope.version != version) {
        throw base::Problem(base::Problem::stale, "ほかの人が先に変更しました。最新の内容を確認してください",
                            "somebody else changed this first; look at the latest version");
    }
    return stored;
}

}  // namespace modules::organization
