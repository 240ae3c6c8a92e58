#include "base/problem.h"
#include "base/text_fold.h"
#include "modules/intake/acceptance.h"
#include "modules/intake/editing.h"
#include "modules/intake/install.h"
#include "modules/intake/narrowing.h"
#include "modules/intake/present.h"
#include "modules/intake/reading.h"
#include "modules/intake/requests.h"
#include "modules/intake/routing.h"
#include "modules/intake/sealing.h"
#include "modules/intake/triage.h"
#include "platform/access/policy.h"
#include "platform/documents/workbook.h"
#include "platform/http/members.h"
#include "platform/http/problem_response.h"
#include "platform/registry/json.h"
#include "platform/registry/staff.h"
#include "record/csv.h"
#include "record/json.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <functional>
#include <map>
#include <memory>
#include <set>

namespace modules::intake {

namespace http = platform::http;
namespace json = boost::json;
namespace store = platform::store;
using http::Method;
using platform::access::Action;
using platform::access::Call;

namespace {

constexpr std::size_t export_page = 100;
constexpr std::size_t largest_export = 100'000;
constexpr std::size_t longest_purpose = 1000;

http::Response accept_route(Parts const& parts, Call const& call) {
    Intake const intake{author(call.actor), call.actor.account,
                        call.actor.unit,    call.actor.station,
                        "accept",           platform::access::purpose_of(call.request, "intake")};
    auto const accepted = accept(parts, intake, read_acceptance(call.request));
    http::Response response;
    parts.platform.store.read([&](store::Reader& reader) {
        Presenter present(reader, call.actor, parts.platform.time.now());
        auto const stored = registry::get(reader, consultation_schema, accepted.id);
        response = http::with_etag(call.request, http::json_response(201, present.consultation(stored)),
                                   http::version_etag(stored.envelope.version));
        response.headers.emplace_back("Location", "/api/v1/consultations/" + base::to_string(accepted.id));
    });
    return response;
}

registry::PageRequest page_request(Parts const& parts, Call const& call, Wanted wanted) {
    auto page = read_page(call.request, consultation_schema, "-received_at");
    auto const filter = platform::access::filter(call.actor, Action::consultation_read, "r");
    page.conditions.push_back({filter.sql, filter.values});
    narrow(parts, call, page, wanted);
    if (call.request.query_value("mine") == "true") {
        page.conditions.push_back({"r.receiver = ?", {store::id_value(call.actor.staff)}});
    }
    return page;
}

http::Response list_route(Parts const& parts, Call const& call) {
    auto const asked = [&](Wanted wanted) { return page_request(parts, call, wanted); };
    bool const is_search = !call.request.query_value("q").value_or("").empty() ||
                           !call.request.query_value("person").value_or("").empty();
    auto shown = shown_rows(call.request, is_search ? "search" : "register");
    shown.action = is_search ? "search" : "list";
    json::object answer;
    std::vector<platform::access::ShownLately::Row> rows;
    parts.platform.store.read([&](store::Reader& reader) {
        Presenter present(reader, call.actor, parts.platform.time.now());
        auto const page = page_found(reader, parts, call, asked);
        json::array items;
        for (auto const& stored : page.items) {
            items.push_back(present.summary(stored));
        }
        rows = present.shown();
        answer["items"] = std::move(items);
        answer["next_cursor"] = page.next_cursor ? json::value(*page.next_cursor) : json::value();
        if (call.request.query_value("count") == "true") {
            answer["count"] = registry::count(reader, consultation_schema, asked(Wanted::all).conditions);
        }
    });
    if (is_search) {  // recorded also when nothing was found
        shown.records = records_of(rows);
        note_reading(parts.platform, call.actor, {shown});
    } else {
        note_list(parts.platform, call.actor, parts.shown_lately, shown, rows);
    }
    return http::json_response(200, answer);
}

http::Response get_route(Parts const& parts, Call const& call) {
    auto const purpose = platform::access::purpose_of(call.request, "record");
    bool const printed = purpose == platform::access::screen_purpose("print");
    http::Response response;
    parts.platform.store.read([&](store::Reader& reader) {
        auto const stored = allowed(reader, call, Action::consultation_read);
        Presenter present(reader, call.actor, parts.platform.time.now());
        response = http::with_etag(call.request, http::json_response(200, present.consultation(stored)),
                                   http::version_etag(stored.envelope.version));
    });
    note_reading(parts.platform, call.actor,
                 {{printed ? "print" : "read", purpose, "consultation", path_id(call.request), {}}});
    return response;
}

json::array conflicts_json(std::vector<record::Conflict> const& conflicts) {
    json::array array;
    for (auto const& conflict : conflicts) {
        array.push_back(
            json::object{{"field", conflict.field->name},
                         {"label", json::object{{"ja", conflict.field->ja}, {"en", conflict.field->en}}},
                         {"base", record::to_json(*conflict.field, conflict.base)},
                         {"theirs", record::to_json(*conflict.field, conflict.theirs)},
                         {"mine", record::to_json(*conflict.field, conflict.mine)}});
    }
    return array;
}

http::Response edit_route(Parts const& parts, Call const& call) {
    auto const version = http::required_version(call.request);
    auto const changes = http::json_body(call.request);
    auto const shown = shown_record(call.request, "consultation", path_id(call.request));
    if (!changes.is_object()) {
        throw base::Problem(base::Problem::bad_request, "JSON オブジェクトを送ってください",
                            "send a JSON object");
    }
    try {
        auto const edited = edit(parts, call.actor, path_id(call.request), version, changes);
        http::Response response;
        parts.platform.store.read([&](store::Reader& reader) {
            Presenter present(reader, call.actor, parts.platform.time.now());
            auto object = present.consultation(edited.stored);
            object["merged"] = edited.merged;
            json::array doubled;
            for (auto const& field : edited.kept_double) {
                doubled.emplace_back(field);
            }
            object["kept_double"] = std::move(doubled);
            response = http::json_response(200, object);
            response.headers.emplace_back("ETag", http::version_etag(edited.stored.envelope.version));
        });
        note_reading(parts.platform, call.actor, {shown});
        return response;
    } catch (EditConflict const& conflict) {
        json::object members;
        parts.platform.store.read([&](store::Reader& reader) {
            Presenter present(reader, call.actor, parts.platform.time.now());
            members["current"] = present.consultation(conflict.current());
        });
        note_reading(parts.platform, call.actor, {shown});
        members["conflicts"] = conflicts_json(conflict.conflicts());
        throw http::DetailedProblem(static_cast<base::Problem const&>(conflict), std::move(members));
    }
}

http::Response sightings_route(Parts const& parts, Call const& call) {
    auto const shown = shown_record(call.request, "sighting", path_id(call.request));
    json::array items;
    parts.platform.store.read([&](store::Reader& reader) {
        auto const stored = allowed(reader, call, Action::consultation_read);
        for (auto const& sighting : registry::sightings_of(reader, stored.envelope.id)) {
            if (sighting.seen.derived) {
                continue;
            }
            items.push_back(json::object{
                {"id", base::to_string(sighting.id)},
                {"type", sighting.seen.key.type},
                {"value", platform::recognition::shown_value(sighting.seen.key)},
                {"label", registry::to_json(platform::recognition::type_label(sighting.seen.key.type))},
                {"field", sighting.seen.field},
                {"as_written", sighting.seen.as_written},
                {"spans",
                 json::array{json::object{{"start", sighting.seen.start}, {"end", sighting.seen.end}}}},
                {"role", sighting.seen.role},
                {"role_decided", sighting.role_decided},
                {"unverified", sighting.seen.unverified}});
        }
    });
    note_reading(parts.platform, call.actor, {shown});
    return http::json_response(200, json::object{{"items", std::move(items)}});
}

http::Response role_route(Parts const& parts, Call const& call) {
    auto const body = http::json_body(call.request);
    http::Members members(body);
    auto const role = members.required_text("role", 20);
    if (!role.empty() && role != "subject" && role != "victim" && role != "third_party") {
        members.refuse("role", "subject・victim・third_party のいずれかです",
                       "is subject, victim or third_party");
    }
    members.finish();
    auto const sighting = path_id(call.request, "sighting");
    auto const now = parts.platform.time.now();
    parts.platform.store.write([&](store::Transaction& transaction) {
        auto const stored = allowed(transaction, call, Action::consultation_edit);
        auto const of_record =
            transaction.first("SELECT 1 FROM sighting WHERE id = ? AND record_id = ?",
                              {store::id_value(sighting), store::id_value(stored.envelope.id)});
        if (!of_record) {
            throw base::Problem(base::Problem::not_found, "見つかりません", "Not found");
        }
        registry::decide_role(transaction, sighting, role, call.actor.staff);
        platform::journal::Entry entry{
            now, author(call.actor), "decide_role", "sighting", stored.envelope.id, 0, {}};
        entry.content["sighting"] = base::to_string(sighting);
        entry.content["role"] = role;
        platform::journal::append(transaction, entry);
    });
    return sightings_route(parts, call);
}

http::Response links_route(Parts const& parts, Call const& call) {
    auto shown = shown_record(call.request, "link", path_id(call.request));
    json::array items;
    std::vector<platform::access::Shown> noted;
    parts.platform.store.read([&](store::Reader& reader) {
        auto const stored = allowed(reader, call, Action::consultation_read);
        Presenter present(reader, call.actor, parts.platform.time.now());
        for (auto const& link : parts.links.links_of(reader, call.actor, stored.envelope.id)) {
            items.push_back(present.link(link, stored.envelope.id));
        }
        shown.records = records_of(present.shown());
        noted.push_back(shown);
        if (!present.blind().empty()) {
            noted.push_back({"blind_hit", shown.purpose, "link", shown.record_id, {}});
        }
    });
    note_reading(parts.platform, call.actor, noted);
    return http::json_response(200, json::object{{"items", std::move(items)}});
}

// The told text where it held a card number: opened with a purpose, and that is recorded before it is shown.
http::Response sealed_route(Parts const& parts, Call const& call) {
    auto const body = http::json_body(call.request);
    http::Members members(body);
    auto const purpose = members.required_text("purpose", 400);
    members.finish();
    json::object originals;
    parts.platform.store.read([&](store::Reader& reader) {
        auto const stored = allowed(reader, call, Action::consultation_edit);
        std::vector<std::string> fields{"narrative"};
        for (auto const& answer : stored.record.as<Consultation>().interview) {
            fields.push_back(answer_field(answer));
        }
        for (auto const& field : fields) {
            if (auto const text = unseal(reader, parts.seal_key, stored.envelope.id, field)) {
                originals[field] = *text;
            }
        }
    });
    if (originals.empty()) {
        throw base::Problem(base::Problem::not_found, "封印された原文はありません", "nothing was sealed");
    }
    note_reading(parts.platform, call.actor,
                 {{"open_sealed", purpose, "consultation", path_id(call.request), {}}});
    return http::json_response(200, originals);
}

// Every row of the list, page by page.
void each_row(store::Reader& reader, registry::PageRequest request,
              std::function<void(record::StoredRecord const&)> const& row) {
    request.limit = export_page;
    std::size_t rows = 0;
    do {
        auto const page = registry::list(reader, consultation_schema, request);
        for (auto const& stored : page.items) {
            row(stored);
        }
        rows += page.items.size();
        request.cursor = page.next_cursor;
        if (rows >= largest_export && request.cursor) {
            throw base::Problem(base::Problem::too_large,
                                "10万件を超えるため出力できません。条件で絞ってください",
                                "more than 100,000 rows: narrow the list first");
        }
    } while (request.cursor);
}

record::CsvLanguage language_of(Call const& call) {
    return call.request.language == http::Language::ja ? record::CsvLanguage::ja : record::CsvLanguage::en;
}

// Names of people for their ids, and the words of the decision tables for their codes.
class RowWords {
  public:
    RowWords(store::Reader& reader, Parts const& parts, record::CsvLanguage language)
        : reader_(reader),
          today_(base::date_in_japan(parts.platform.time.now())),
          tables_(parts.platform.rules.current()),
          language_(language) {}

    std::optional<std::string> operator()(record::Field const& field, record::Value const& value) {
        if (auto const* id = std::get_if<base::Ulid>(&value.data)) {
            return field.rules.references == "staff" ? std::optional(name_of(*id)) : std::nullopt;
        }
        auto const* const code = std::get_if<std::string>(&value.data);
        if (code == nullptr || code->empty() || !field.values.empty()) {
            return std::nullopt;
        }
        auto const table = field.name == "offence_class" ? std::string_view("class") : field.name;
        if (tables_->table(table) == nullptr) {
            return std::nullopt;
        }
        auto label = tables_->label(table, *code);
        return std::move(language_ == record::CsvLanguage::ja ? label.ja : label.en);
    }

  private:
    std::string const& name_of(base::Ulid const& id) {
        auto found = names_.find(id);
        if (found == names_.end()) {
            auto const staff = registry::staff_ref(reader_, id, today_);
            found = names_.emplace(id, staff ? staff->rank + " " + staff->name : std::string()).first;
        }
        return found->second;
    }

    store::Reader& reader_;
    base::Date today_;
    std::shared_ptr<platform::tables::Active const> tables_;
    record::CsvLanguage language_;
    std::map<base::Ulid, std::string> names_;
};

http::Response as_csv(Parts const& parts, Call const& call, registry::PageRequest const& request,
                      std::vector<base::Ulid>& shown) {
    http::Response response;
    response.headers = {{"Content-Type", "text/csv; charset=utf-8"},
                        {"Content-Disposition", "attachment; filename=\"consultations.csv\""}};
    auto const language = language_of(call);
    response.body = record::csv_header(consultation_schema, language);
    parts.platform.store.read([&](store::Reader& reader) {
        record::CellWords const words = RowWords(reader, parts, language);
        each_row(reader, request, [&](record::StoredRecord const& stored) {
            response.body += record::csv_row(record::View(stored.record), language,
                                             record::CsvPersonalData::masked, words);
            shown.push_back(stored.envelope.id);
        });
    });
    return response;
}

http::Response as_workbook(Parts const& parts, Call const& call, registry::PageRequest const& request,
                           std::vector<base::Ulid>& shown) {
    auto const language = language_of(call);
    platform::documents::Workbook workbook(language == record::CsvLanguage::ja ? "受理一覧" : "Intake",
                                           record::table_headings(consultation_schema, language),
                                           parts.platform.time.now());
    parts.platform.store.read([&](store::Reader& reader) {
        record::CellWords const words = RowWords(reader, parts, language);
        each_row(reader, request, [&](record::StoredRecord const& stored) {
            std::vector<platform::documents::WorkbookCell> row;
            for (auto& cell : record::table_row(record::View(stored.record), language,
                                                record::CsvPersonalData::masked, words)) {
                row.push_back({std::move(cell.text), cell.is_number});
            }
            workbook.add(row);
            shown.push_back(stored.envelope.id);
        });
    });
    http::Response response;
    response.headers = {{"Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
                        {"Content-Disposition", "attachment; filename=\"consultations.xlsx\""}};
    response.body = workbook.finish();
    return response;
}

http::Response export_route(Parts const& parts, Call const& call) {
    platform::access::Shown shown{"export", {}, "consultation", std::nullopt, {}};
    auto const format = call.request.query_value("format").value_or("csv");
    if (format != "csv" && format != "xlsx") {
        throw base::Problem(base::Problem::bad_request, "出力の形式が正しくありません", "unknown format",
                            {{"format", {"csv か xlsx です", "is csv or xlsx"}}});
    }
    shown.purpose = call.request.query_value("purpose").value_or("");
    if (base::match_fold(shown.purpose).text.empty() || shown.purpose.size() > longest_purpose ||
        platform::access::stored_screen(shown.purpose)) {
        throw base::Problem(base::Problem::bad_request, "出力の目的を書いてください",
                            "say what the export is for",
                            {{"purpose", {"1〜1,000バイトの言葉です", "words of 1 to 1,000 bytes"}}});
    }
    auto const request = page_request(parts, call, Wanted::all);
    auto response = format == "csv" ? as_csv(parts, call, request, shown.records)
                                    : as_workbook(parts, call, request, shown.records);
    note_reading(parts.platform, call.actor, {shown});
    return response;
}

}  // namespace

void add_consultation_routes(Parts const& parts) {
    auto const route = [&parts](http::Response (*handler)(Parts const&, Call const&)) {
        return [&parts, handler](Call const& call) { return handler(parts, call); };
    };
    add(parts, {Method::post, "/consultations", "acceptConsultation", {"受理する", "Accept a consultation"}},
        Action::consultation_create, route(&accept_route));
    add(parts, {Method::get, "/consultations", "listConsultations", {"受理票の一覧", "Intake records"}},
        Action::consultation_read, route(&list_route));
    add(parts,
        {Method::get,
         "/consultations/export",
         "exportConsultations",
         {"CSV・XLSX 出力", "Export as CSV or XLSX"}},
        Action::consultation_read, route(&export_route));
    add(parts, {Method::get, "/consultations/{id}", "getConsultation", {"受理票", "An intake record"}},
        Action::consultation_read, route(&get_route));
    add(parts, {Method::patch, "/consultations/{id}", "editConsultation", {"変更する", "Change fields"}},
        Action::consultation_edit, route(&edit_route));
    add(parts, {Method::get, "/consultations/{id}/sightings", "listSightings", {"観測情報", "Observables"}},
        Action::consultation_read, route(&sightings_route));
    add(parts,
        {Method::patch,
         "/consultations/{id}/sightings/{sighting}",
         "decideRole",
         {"立場を決める", "Decide a role"}},
        Action::consultation_edit, route(&role_route));
    add(parts, {Method::get, "/consultations/{id}/links", "listLinks", {"関連", "Links"}},
        Action::consultation_read, route(&links_route));
    add(parts,
        {Method::post, "/consultations/{id}/sealed", "openSealed", {"原文を開く", "Open the told text"}},
        Action::consultation_edit, route(&sealed_route));
}

}  // namespace modules::intake
