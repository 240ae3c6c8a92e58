#include "platform/registry/posting.h"

#include "record/field.h"
#include "record/sql.h"

namespace platform::registry {

namespace {

using record::field;

constexpr record::Field fields[] = {
    field<&Posting::staff>("職員", "Staff",
                           {.required = true,
                            .help_ja = "異動する職員です。",
                            .help_en = "Who is transferred.",
                            .references = "staff"}),
    field<&Posting::unit>(
        "所属", "Unit",
        {.required = true,
         .help_ja =
             "異動先の所属です。その日から新しい所属の受理票を読み、元の所属の受理票は読めなくなります。",
         .help_en = "The new unit. From the day on they read its records and no longer those of the old one.",
         .references = "units"}),
    field<&Posting::rank>("階級", "Rank",
                          {.max_length = 40,
                           .help_ja = "異動後の階級です。昇任を伴わなければ、そのままにします。",
                           .help_en = "The rank after the transfer; leave it when it stays."}),
    field<&Posting::post>(
        "職", "Post",
        {.max_length = 60, .help_ja = "異動後の職です。", .help_en = "The post after the transfer."}),
    field<&Posting::extension>("内線", "Extension",
                               {.max_length = 20,
                                .help_ja = "異動先での内線です。分かってから書いても構いません。",
                                .help_en = "The extension in the new unit; it can be added later."}),
    field<&Posting::valid_from>(
        "異動日", "Valid from",
        {.required = true,
         .help_ja =
             "この日から新しい所属になります。将来の日を書くと、その日に自動で切り替わります。例: R9.4.1。",
         .help_en = "From this day on they serve in the new unit. A day ahead takes effect by itself. "
                    "Example: 2027-04-01."}),
    field<&Posting::withdrawn>(
        "取消し", "Withdrawn",
        {.help_ja = "誤って登録した異動を、その日の前に取り消した印です。",
         .help_en = "Marks a transfer that was entered wrongly and taken back before its day."}),
};

StoredPosting to_posting(store::Row const& row) {
    auto stored = record::from_row(posting_schema, row.values());
    return {stored.envelope, std::move(stored.record.as<Posting>())};
}

std::string select_postings(std::string_view rest) {
    std::string sql = "SELECT ";
    sql.append(record::select_columns(posting_schema, "r")).append(" FROM postings r ").append(rest);
    return sql;
}

}  // namespace

constinit record::Schema const posting_schema =
    record::schema<Posting>("posting", "postings", "配置", "Posting", fields);

std::vector<StoredPosting> postings_of(store::Reader& reader, base::Ulid const& staff) {
    std::vector<StoredPosting> found;
    reader.each(select_postings("WHERE r.staff = ? AND r.withdrawn = 0 ORDER BY r.valid_from, r.seq"),
                {store::id_value(staff)},
                [&found](store::Row const& row) { found.push_back(to_posting(row)); });
    return found;
}

std::optional<StoredPosting> posting_on(store::Reader& reader, base::Ulid const& staff, base::Date day) {
    auto const row =
        reader.first(select_postings("WHERE r.staff = ? AND r.withdrawn = 0 AND r.valid_from <= ? ORDER BY "
                                     "r.valid_from DESC, r.seq DESC LIMIT 1"),
                     {store::id_value(staff), base::to_iso(day)});
    return row ? std::optional(to_posting(*row)) : std::nullopt;
}

Staff staff_on(store::Reader& reader, StoredStaff const& staff, base::Date day) {
    auto serving = staff.value;
    if (auto const posting = posting_on(reader, staff.envelope.id, day)) {
        serving.unit = posting->value.unit;
        serving.rank = posting->value.rank;
        serving.post = posting->value.post;
        serving.extension = posting->value.extension;
    }
    if (!serving.unit.is_nil()) {
        serving.unit = unit_in_force(reader, serving.unit, day);
    }
    return serving;
}

}  // namespace platform::registry
