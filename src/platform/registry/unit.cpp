#include "platform/registry/unit.h"

#include "record/field.h"
#include "record/sql.h"

#include <algorithm>

namespace platform::registry {

namespace {

using record::field;

constexpr record::Field fields[] = {
    field<&Unit::code>("所属コード", "Code",
                       {.required = true,
                        .max_length = 64,
                        .help_ja = "変わらない短い名前です。一度決めたら変えず、ほかに使い回しません。例: "
                                   "S-FURUKAWA-SEIAN。データの取込みと照合に使います。",
                        .help_en = "A short name that never changes and is never used again. Example: "
                                   "S-FURUKAWA-SEIAN. Used for imports."}),
    field<&Unit::name>(
        "名称", "Name",
        {.required = true,
         .max_length = 120,
         .help_ja =
             "正式な名称を略さずに書きます。例: 生活安全課。署の課は、署名を付けずに課の名だけを書きます。",
         .help_en =
             "The full official name. Of a section of a station only its own name, without the station."}),
    field<&Unit::name_en>("英語名", "English name",
                          {.max_length = 160,
                           .help_ja = "画面を英語にしたときに出ます。空欄なら日本語の名称が出ます。",
                           .help_en = "Shown when the screen is in English; empty shows the Japanese name."}),
    field<&Unit::kana>("読み", "Reading",
                       {.max_length = 160,
                        .help_ja = "五十音の並びと検索に使います。",
                        .help_en = "For the order of lists and for the search."}),
    field<&Unit::kind>(
        "種別", "Kind",
        {.required = true,
         .help_ja = "本部・部・課・係・警察署・署の課の別です。どの所属の下に置けるかが、これで決まります。",
         .help_en = "Headquarters, department, division, section, station or section of a station. Decides "
                    "what it may stand under."}),
    field<&Unit::parent>("上位の所属", "Parent",
                         {.help_ja = "すぐ上の所属です。署の課では、その署を選びます。",
                          .help_en = "The unit right above; of a section of a station, the station.",
                          .references = "units"}),
    field<&Unit::station>("警察署・本部の課", "Station or division",
                          {.read_only = true, .references = "units"}),
    field<&Unit::valid_from>(
        "設置日", "Valid from",
        {.required = true,
         .help_ja = "この所属が働き始める日です。将来の日でも構いません。その日まで、選択肢に出ません。",
         .help_en = "From which day the unit works. It may lie ahead; until then it is not offered."}),
    field<&Unit::valid_to>(
        "廃止日", "Valid to",
        {.help_ja = "廃止される日です。この日から選択肢に出なくなり、承継先が引き継ぎます。",
         .help_en = "From which day it no longer works; its successor takes over."}),
    field<&Unit::successor>(
        "承継先", "Successor",
        {.help_ja = "廃止のあと仕事を引き継ぐ所属です。過去の記録は元の所属のまま残ります。",
         .help_en = "Who takes over. Old records keep the old name.",
         .references = "units"}),
    field<&Unit::phone>("電話", "Telephone",
                        {.max_length = 40,
                         .help_ja = "外から掛ける代表の番号です。内線がない所属では、他署に一致があったときの"
                                    "照会先として出ます。例: 022-000-0000。",
                         .help_en = "The number for callers from outside. Without an extension it is shown "
                                    "as whom to ask when another station finds a match."}),
    field<&Unit::extension>(
        "内線", "Extension",
        {.max_length = 20,
         .help_ja = "所属の内線です。他署に一致があったときの照会先として出ます。例: 5310。",
         .help_en = "The extension of the unit, shown as whom to ask when another station finds a match. "
                    "Example: 5310."}),
    field<&Unit::symbol>("受理番号の記号", "Symbol in numbers",
                         {.max_length = 20,
                          .help_ja = "受理番号に付く署の記号です。空欄なら番号だけになります。",
                          .help_en = "The station's symbol in numbers; empty means the number alone."}),
    field<&Unit::document_symbol>("文書記号", "Document symbol",
                                  {.max_length = 20,
                                   .help_ja = "文書番号の記号です。例: 仙中生安。印刷する文書に入ります。",
                                   .help_en = "The symbol in document numbers on printed papers."}),
    field<&Unit::section_key>(
        "課の種類", "Kind of section",
        {.max_length = 60,
         .help_ja = "どの署にもある課の種類です。担当課の候補を、各署の課に結び付けます。",
         .help_en = "The kind of section every station has; ties proposals to each station's own."}),
    field<&Unit::coordinator>(
        "取りまとめ課", "Compiles the station's reports",
        {.help_ja = "署の報告を取りまとめる課 (署生安課) のときに選びます。署ごとに一つです。後から変えるとき"
                    "は、日を決めて署生安課を指定します。",
         .help_en = "The section that compiles the station's reports; one each station. Later it is changed "
                    "by naming another one from a day on."}),
    field<&Unit::duties>("事務分掌", "Duties",
                         {.max_length = 60,
                          .help_ja = "この所属の事務を短く書きます。例: サイバー犯罪の捜査指導。",
                          .help_en = "What the unit does, in a few words."}),
    field<&Unit::confirmed>("確認済み", "Confirmed",
                            {.help_ja = "実際の組織と合っていることを、書面で確かめたときに付けます。",
                             .help_en = "Mark it once the entry was checked against a document."}),
    field<&Unit::source>("出所", "Source",
                         {.max_length = 400,
                          .help_ja = "この内容をどの文書で確かめたかを書きます。例: 令和8年組織規程。",
                          .help_en = "Which document says so."}),
    field<&Unit::note>("備考", "Note",
                       {.multiline = true,
                        .max_length = 1000,
                        .help_ja = "管理する人への覚えです。相談の受理や書類には出ません。",
                        .help_en = "For those who administer; it stands on no document."}),
};

constexpr std::size_t longest_chain = 64;  // of parents or successors; far beyond any police force

StoredUnit to_unit(store::Row const& row) {
    auto stored = record::from_row(unit_schema, row.values());
    return {stored.envelope, std::move(stored.record.as<Unit>())};
}

std::string select_units(std::string_view rest) {
    std::string sql = "SELECT ";
    sql.append(record::select_columns(unit_schema, "r")).append(" FROM units r ").append(rest);
    return sql;
}

std::optional<StoredUnit> first_unit(store::Reader& reader, std::string_view rest,
                                     store::Values const& values) {
    auto const row = reader.first(select_units(rest), values);
    return row ? std::optional(to_unit(*row)) : std::nullopt;
}

// The unit and what `column` leads to from it, step by step.
std::vector<base::Ulid> follow(store::Reader& reader, base::Ulid const& unit, std::string_view column) {
    std::string sql = "SELECT ";
    sql.append(column).append(" FROM units WHERE id = ?");
    std::vector<base::Ulid> chain;
    auto next = unit;
    while (!next.is_nil() && chain.size() < longest_chain && std::ranges::find(chain, next) == chain.end()) {
        chain.push_back(next);
        auto const row = reader.first(sql, {store::id_value(next)});
        next = row ? row->optional_id(0).value_or(base::Ulid{}) : base::Ulid{};
    }
    return chain;
}

// 「古川署」: how a station is called before the name of its section.
std::string short_station_name(std::string const& name) {
    constexpr std::string_view police_station = "警察署";
    if (!name.ends_with(police_station)) {
        return name;
    }
    std::string shortened = name.substr(0, name.size() - police_station.size());
    return shortened.append("署");
}

UnitRef to_ref(store::Row const& row) {
    UnitRef ref{row.id(0), row.text(1), {row.text(2), row.text(3)}};
    bool const in_section = row.text(4) == "section" && !row.is_null(7) && row.text(7) == "station_section";
    if (in_section) {
        ref.name.ja.insert(0, row.text(8));
        ref.name.en.append(", ").append(row.text(9));
    }
    if ((in_section || row.text(4) == "station_section") && !row.is_null(5)) {
        ref.name.ja = short_station_name(row.text(5)).append(ref.name.ja);
        std::string const& station_en = row.text(6);
        ref.name.en.append(", ").append(station_en);
    }
    return ref;
}

constexpr std::string_view select_refs =
    "SELECT u.id, u.code, u.name, u.name_en, u.kind, s.name, s.name_en, p.kind, p.name, p.name_en FROM units "
    "u LEFT JOIN units s ON s.id = u.station LEFT JOIN units p ON p.id = u.parent WHERE u.id = ?";

}  // namespace

constinit record::Schema const unit_schema = record::schema<Unit>("unit", "units", "所属", "Unit", fields);

std::optional<StoredUnit> unit_by_id(store::Reader& reader, base::Ulid const& id) {
    return first_unit(reader, "WHERE r.id = ?", {store::id_value(id)});
}

std::optional<StoredUnit> unit_by_code(store::Reader& reader, std::string_view code) {
    return first_unit(reader, "WHERE r.code = ?", {store::text_value(code)});
}

std::vector<StoredUnit> units(store::Reader& reader, UnitQuery const& query) {
    std::string rest = "WHERE 1 = 1";
    store::Values values;
    auto const add = [&](std::string_view condition, store::Value value) {
        rest.append(" AND ").append(condition);
        values.push_back(std::move(value));
    };
    if (query.as_of) {
        auto const day = base::to_iso(*query.as_of);
        add("r.valid_from <= ?", day);
        add("(r.valid_to IS NULL OR r.valid_to > ?)", day);
    }
    if (query.kind) {
        add("r.kind = ?", store::text_value(record::enum_text(*query.kind)));
    }
    if (query.parent) {
        add("r.parent = ?", store::id_value(*query.parent));
    }
    if (query.station) {
        add("r.station = ?", store::id_value(*query.station));
    }
    rest.append(" ORDER BY r.seq");
    std::vector<StoredUnit> found;
    reader.each(select_units(rest), values,
                [&found](store::Row const& row) { found.push_back(to_unit(row)); });
    return found;
}

std::optional<UnitRef> unit_ref(store::Reader& reader, base::Ulid const& id) {
    auto const row = reader.first(select_refs, {store::id_value(id)});
    return row ? std::optional(to_ref(*row)) : std::nullopt;
}

std::map<base::Ulid, UnitRef> unit_refs(store::Reader& reader, std::span<base::Ulid const> ids) {
    std::map<base::Ulid, UnitRef> refs;
    for (auto const& id : ids) {
        if (refs.contains(id)) {
            continue;
        }
        if (auto ref = unit_ref(reader, id)) {
            refs.emplace(id, std::move(*ref));
        }
    }
    return refs;
}

boost::json::object to_json(UnitRef const& unit) {
    return {{"id", base::to_string(unit.id)},
            {"code", unit.code},
            {"name", boost::json::object{{"ja", unit.name.ja}, {"en", unit.name.en}}}};
}

std::vector<base::Ulid> with_successors(store::Reader& reader, base::Ulid const& unit) {
    return follow(reader, unit, "successor");
}

base::Ulid unit_in_force(store::Reader& reader, base::Ulid const& unit, base::Date date) {
    auto const day = base::to_iso(date);
    auto candidate = unit;
    for (std::size_t steps = 0; !candidate.is_nil() && steps < longest_chain; ++steps) {
        auto const row =
            reader.first("SELECT valid_to, successor FROM units WHERE id = ?", {store::id_value(candidate)});
        if (!row) {
            break;
        }
        if (row->is_null(0) || day < row->text(0)) {
            return candidate;
        }
        candidate = row->optional_id(1).value_or(base::Ulid{});
    }
    return unit;
}

std::vector<base::Ulid> with_parents(store::Reader& reader, base::Ulid const& unit) {
    auto chain = follow(reader, unit, "parent");
    std::erase_if(chain, [&](base::Ulid const& id) {
        auto const row = reader.first("SELECT kind FROM units WHERE id = ?", {store::id_value(id)});
        return id != unit && (!row || row->text(0) == "headquarters");
    });
    return chain;
}

}  // namespace platform::registry
