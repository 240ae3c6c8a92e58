#include "platform/registry/staff.h"

#include "record/field.h"
#include "record/sql.h"

namespace platform::registry {

namespace {

using record::field;

constexpr record::Field fields[] = {
    field<&Staff::name>("氏名", "Name", {.required = true, .personal_data = true, .max_length = 120}),
    field<&Staff::kana>("ふりがな", "Reading", {.personal_data = true, .max_length = 120}),
    field<&Staff::rank>("階級", "Rank", {.max_length = 40}),
    field<&Staff::post>("職", "Post", {.max_length = 60}),
    field<&Staff::extension>("内線", "Extension", {.max_length = 20}),
    field<&Staff::unit>("所属", "Unit", {.references = "units"}),
    field<&Staff::employee_number>("職員番号", "Employee number", {.personal_data = true, .max_length = 40}),
    field<&Staff::valid_from>("着任日", "Valid from", {.required = true}),
    field<&Staff::valid_to>("離任日", "Valid to"),
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

std::vector<StoredStaff> staff_list(store::Reader& reader, StaffQuery const& query) {
    std::string rest = "WHERE 1 = 1";
    store::Values values;
    if (query.as_of) {
        auto const day = base::to_iso(*query.as_of);
        rest.append(" AND r.valid_from <= ? AND (r.valid_to IS NULL OR r.valid_to > ?)");
        values.insert(values.end(), {day, day});
    }
    if (query.unit) {
        rest.append(" AND r.unit = ?");
        values.push_back(store::id_value(*query.unit));
    }
    if (!query.text.empty()) {
        auto const pattern = contains_pattern(query.text);
        rest.append(
            " AND (lower(r.name) LIKE lower(?) ESCAPE '\\' OR lower(r.kana) LIKE lower(?) ESCAPE '\\')");
        values.insert(values.end(), {pattern, pattern});
    }
    rest.append(" ORDER BY r.seq LIMIT ?");
    values.emplace_back(static_cast<std::int64_t>(query.limit));
    std::vector<StoredStaff> found;
    reader.each(select_staff(rest), values,
                [&found](store::Row const& row) { found.push_back(to_staff(row)); });
    return found;
}

std::optional<StaffRef> staff_ref(store::Reader& reader, base::Ulid const& id) {
    auto const row = reader.first("SELECT id, name, rank, post, extension, unit FROM staff WHERE id = ?",
                                  {store::id_value(id)});
    if (!row) {
        return std::nullopt;
    }
    StaffRef ref{row->id(0), row->text(1), row->text(2), row->text(3), row->optional_text(4), std::nullopt};
    if (auto const unit = row->optional_id(5)) {
        ref.unit = unit_ref(reader, *unit);
    }
    return ref;
}

std::map<base::Ulid, StaffRef> staff_refs(store::Reader& reader, std::span<base::Ulid const> ids) {
    std::map<base::Ulid, StaffRef> refs;
    for (auto const& id : ids) {
        if (refs.contains(id)) {
            continue;
        }
        if (auto ref = staff_ref(reader, id)) {
            refs.emplace(id, std::move(*ref));
        }
    }
    return refs;
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

}  // namespace platform::registry
