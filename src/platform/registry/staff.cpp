#include "platform/registry/staff.h"

#include "platform/registry/posting.h"
#include "platform/registry/records.h"
#include "record/field.h"
#include "record/sql.h"

namespace platform::registry {

namespace {

using record::field;

constexpr record::Field fields[] = {
    field<&Staff::name>(
        "氏名", "Name",
        {.required = true,
         .personal_data = true,
         .max_length = 120,
         .help_ja = "姓と名の間に空白を入れて書きます。例: 佐藤 健。一覧、書類、検索に出ます。",
         .help_en = "Family name, space, given name. Shown in lists and on documents."}),
    field<&Staff::kana>(
        "ふりがな", "Reading",
        {.personal_data = true,
         .max_length = 120,
         .help_ja =
             "ひらがなで、姓と名の間に空白を入れて書きます。例: さとう けん。名前の検索と並びに使います。",
         .help_en = "In hiragana, family name, space, given name. For finding and ordering names."}),
    field<&Staff::rank>("階級", "Rank",
                        {.max_length = 40,
                         .help_ja = "この所属での階級です。一覧にないときは「階級・職」に足してから選びます。"
                                    "書類では氏名の前に出ます。",
                         .help_en = "The rank held in this unit. One that is missing is first added under "
                                    "ranks and posts. It stands before the name on documents."}),
    field<&Staff::post>(
        "職", "Post",
        {.max_length = 60,
         .help_ja = "課長・係長などの職です。一覧にないときは「階級・職」に足してから選びます。",
         .help_en =
             "Section head, unit head and so on. One that is missing is first added under ranks and posts."}),
    field<&Staff::extension>(
        "内線", "Extension",
        {.max_length = 20,
         .help_ja = "この所属で受ける内線番号です。職員を探すときにも使えます。例: 5310。",
         .help_en = "The extension in this unit; people can be found by it. Example: 5310."}),
    field<&Staff::unit>("所属", "Unit",
                        {.help_ja = "配置する所属です。受理票を読める範囲がこれで決まります。",
                         .help_en = "The unit they serve in; it decides which records they may read.",
                         .references = "units"}),
    field<&Staff::employee_number>(
        "職員番号", "Employee number",
        {.personal_data = true,
         .max_length = 40,
         .help_ja = "名簿を取り込むときに同じ人を見分ける番号です。分からなければ空欄で構いません。",
         .help_en = "Tells people apart when a staff list is taken in. May stay empty."}),
    field<&Staff::valid_from>("着任日", "Valid from",
                              {.required = true,
                               .help_ja = "着任の日です。その日から選べるようになります。",
                               .help_en = "From which day they serve here and can be chosen."}),
    field<&Staff::valid_to>(
        "離任日", "Valid to",
        {.help_ja = "離任の日です。その日から選べなくなります。過去の記録の名前は残ります。",
         .help_en = "From which day they can no longer be chosen. Old records keep the name."}),
};

StoredStaff to_staff(store::Row const& row) {
    auto stored = record::from_row(staff_schema, row.values());
    return {stored.envelope, std::move(stored.record.as<Staff>())};
}

std::string select_staff(std::string_view rest) {
    std::string sql = "SELECT ";
    sql.append(record::select_columns(staff_schema, "r")).append(" FROM staff r ").append(rest);
    return sql;
}

// A LIKE pattern that finds the text itself, whatever it holds.
std::string contains_pattern(std::string_view text) {
    std::string pattern = "%";
    for (char const c : text) {
        if (c == '%' || c == '_' || c == '\\') {
            pattern.push_back('\\');
        }
        pattern.push_back(c);
    }
    pattern.push_back('%');
    return pattern;
}

}  // namespace

constinit record::Schema const staff_schema =
    record::schema<Staff>("staff", "staff", "職員", "Staff", fields);

std::optional<StoredStaff> staff_by_id(store::Reader& reader, base::Ulid const& id) {
    auto const row = reader.first(select_staff("WHERE r.id = ?"), {store::id_value(id)});
    return row ? std::optional(to_staff(*row)) : std::nullopt;
}

StaffPage staff_list(store::Reader& reader, StaffQuery const& query) {
    auto const day = base::to_iso(query.as_of);
    PageRequest page;
    page.conditions.push_back({"r.valid_from <= ? AND (r.valid_to IS NULL OR r.valid_to > ?)", {day, day}});
    // Who served in a unit that was merged serves in what took over from it.
    constexpr std::string_view serves_in =
        "COALESCE((SELECT p.unit FROM postings p WHERE p.staff = r.id AND p.withdrawn = 0 AND p.valid_from "
        "<= ? ORDER BY p.valid_from DESC, p.seq DESC LIMIT 1), r.unit) IN (WITH RECURSIVE ours(id) AS (";
    constexpr std::string_view and_predecessors =
        " UNION SELECT u.id FROM units u JOIN ours o ON u.successor = o.id WHERE u.valid_to <= ?) SELECT id "
        "FROM ours)";
    auto const add_unit = [&](std::string_view units, base::Ulid const& id) {
        std::string sql(serves_in);
        page.conditions.push_back(
            {sql.append(units).append(and_predecessors), {day, store::id_value(id), day}});
    };
    if (query.unit) {
        add_unit("SELECT id FROM units WHERE id = ?", *query.unit);
    }
    if (query.station) {
        add_unit("SELECT id FROM units WHERE station = ?", *query.station);
    }
    if (!query.text.empty()) {
        auto const pattern = contains_pattern(query.text);
        page.conditions.push_back(
            {"lower(r.name) LIKE lower(?) ESCAPE '\\' OR lower(r.kana) LIKE lower(?) ESCAPE '\\' OR "
             "r.extension = ?",
             {pattern, pattern, query.text}});
    }
    page.order = {"seq", false};
    page.limit = query.limit;
    page.cursor = query.cursor;
    auto listed = list(reader, staff_schema, page);
    StaffPage found{{}, std::move(listed.next_cursor)};
    for (auto& stored : listed.items) {
        StoredStaff one{stored.envelope, std::move(stored.record.as<Staff>())};
        one.value = staff_on(reader, one, query.as_of);
        found.items.push_back(std::move(one));
    }
    return found;
}

std::optional<StaffRef> staff_ref(store::Reader& reader, base::Ulid const& id, base::Date day) {
    auto const stored = staff_by_id(reader, id);
    if (!stored) {
        return std::nullopt;
    }
    auto const staff = staff_on(reader, *stored, day);
    StaffRef ref{id, staff.name, staff.rank, staff.post, staff.extension, std::nullopt};
    if (!staff.unit.is_nil()) {
        ref.unit = unit_ref(reader, staff.unit);
    }
    return ref;
}

boost::json::object to_json(StaffRef const& staff) {
    boost::json::object json{{"id", base::to_string(staff.id)},
                             {"name", staff.name},
                             {"rank", staff.rank},
                             {"post", staff.post},
                             {"extension", nullptr},
                             {"unit", nullptr}};
    if (staff.extension) {
        json["extension"] = *staff.extension;
    }
    if (staff.unit) {
        json["unit"] = to_json(*staff.unit);
    }
    return json;
}

std::map<std::string, std::string> titles_in_english(store::Reader& reader) {
    std::map<std::string, std::string> titles;
    for (auto const& row : reader.query("SELECT name, name_en FROM posts WHERE name_en <> '' ORDER BY seq")) {
        titles.emplace(row.text(0), row.text(1));
    }
    return titles;
}

}  // namespace platform::registry
