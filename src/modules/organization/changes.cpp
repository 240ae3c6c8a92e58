#include "modules/organization/changes.h"

#include "record/field.h"
#include "record/sql.h"

namespace modules::organization {

namespace {

using record::field;

constexpr record::Field post_fields[] = {
    field<&Post::code>(
        "コード", "Code",
        {.required = true,
         .max_length = 60,
         .help_ja =
             "名簿の取込みで使う、変わらない短い名前です。英小文字と下線で書きます。例: section_head。",
         .help_en = "A short name that never changes, for taking in staff lists: small letters and "
                    "underscores, as section_head."}),
    field<&Post::kind>("種別", "Kind",
                       {.required = true,
                        .help_ja = "階級か職かを選びます。",
                        .help_en = "Whether it is a rank or a post."}),
    field<&Post::name>("名称", "Name",
                       {.required = true,
                        .max_length = 60,
                        .help_ja = "書類で氏名の前に出る言葉です。例: 警部補、係長。",
                        .help_en = "As it stands before names on documents."}),
    field<&Post::name_en>("英語名", "English name",
                          {.max_length = 80,
                           .help_ja = "画面を英語にしたときに添えて出ます。",
                           .help_en = "Shown beside it when the screen is in English."}),
    field<&Post::position>(
        "並び順", "Position",
        {.minimum = 0,
         .maximum = 10'000,
         .help_ja = "大きい数ほど一覧の上に出ます。間に足せるように、10ずつ空けて付けます。",
         .help_en = "Higher numbers stand further up. Leave gaps of ten so that another fits between."}),
    field<&Post::valid_to>(
        "廃止日", "Valid to",
        {.help_ja = "この日から新しく付けられなくなります。既に付いている人には残ります。空欄なら続きます。",
         .help_en = "From this day on it is given to nobody; whoever has it keeps it. Empty: it goes on."}),
};

constexpr record::Field merger_fields[] = {
    field<&Merger::valid_from>("統合日", "Day",
                               {.required = true,
                                .help_ja = "統合・改称が効力を持つ日です。将来の日を前もって登録でき、その日"
                                           "の前なら取り消せます。例: R9.4.1。",
                                .help_en = "The day on which it takes effect. It can be entered ahead and "
                                           "taken back until then. Example: 2027-04-01."}),
    field<&Merger::unit>("新しい所属", "New unit",
                         {.required = true,
                          .help_ja = "統合の後の所属です。",
                          .help_en = "The unit that takes over.",
                          .references = "units"}),
    field<&Merger::sources>(
        "統合される所属", "Units that end",
        {.max_items = 20,
         .help_ja = "その日に終わる所属を選びます。二つ以上なら統合、一つなら改称です。同じ種別の所属だけを選"
                    "べます。",
         .help_en =
             "The units that end on that day: several for a merger, one for a new name. All of one kind."}),
    field<&Merger::state>("状態", "State", {.required = true, .read_only = true}),
    field<&Merger::reason>(
        "根拠", "Basis",
        {.max_length = 400,
         .help_ja = "定めた条例・規則・通達と日付を書きます。後で確かめるときに使います。",
         .help_en = "The ordinance, rule or circular with its date, for looking it up later."}),
    field<&Merger::settled_at>("引継日時", "Carried out at", {.read_only = true}),
    field<&Merger::moved>("引き継いだ受理票の数", "Records that changed hands",
                          {.read_only = true, .minimum = 0}),
    field<&Merger::taken_back_reason>(
        "取消しの理由", "Why it was taken back",
        {.max_length = 400,
         .help_ja = "取り消す理由と、決めた人・文書を書きます。受け継いだ受理票の経過に残ります。",
         .help_en = "Why, and who decided. It stays in the history of every record that went back."}),
    field<&Merger::given_back>("戻した受理票の数", "Records that went back",
                               {.read_only = true, .minimum = 0}),
};

constexpr record::Field hand_over_fields[] = {
    field<&StaffHandOver::staff>("職員", "Staff",
                                 {.required = true,
                                  .help_ja = "異動又は離任する職員です。",
                                  .help_en = "Who is transferred or leaves.",
                                  .references = "staff"}),
    field<&StaffHandOver::successor>(
        "引継先", "Colleague",
        {.required = true,
         .help_ja =
             "手元の未完了の受理票を引き継ぐ、同じ署の職員です。選ばなければ、担当は所属のまま残ります。",
         .help_en = "A colleague of the same station who takes over the open records; without one they stay "
                    "with the unit.",
         .references = "staff"}),
    field<&StaffHandOver::valid_from>("引継日", "Day",
                                      {.required = true,
                                       .help_ja = "引継先に担当が移る日です。",
                                       .help_en = "The day on which the records change hands."}),
    field<&StaffHandOver::withdrawn>("取消し", "Withdrawn", {.read_only = true}),
    field<&StaffHandOver::settled_at>("引継日時", "Carried out at", {.read_only = true}),
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
