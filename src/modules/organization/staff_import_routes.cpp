#include "base/problem.h"
#include "modules/organization/administration.h"
#include "modules/organization/present.h"
#include "modules/organization/staff_changes.h"
#include "modules/organization/staff_import.h"
#include "platform/access/guard.h"
#include "platform/access/reading.h"
#include "platform/http/json_message.h"
#include "platform/registry/json.h"
#include "record/csv.h"

#include <algorithm>

namespace modules::organization {

namespace access = platform::access;
namespace http = platform::http;
namespace json = boost::json;
using access::Action;
using access::Call;
using http::Method;

namespace {

constexpr std::size_t largest_list = 8UL * 1024 * 1024;
constexpr std::size_t most_lines = 5000;  // of the answer; all are counted

json::object line_json(LineReport const& line) {
    json::array changes;
    for (auto const& change : line.changes) {
        changes.push_back(json::object{{"field", registry::to_json(change.field)},
                                       {"before", registry::to_json(change.before)},
                                       {"after", registry::to_json(change.after)}});
    }
    json::array reasons;
    for (auto const& reason : line.reasons) {
        reasons.push_back(
            json::object{{"field", reason.field}, {"reason", registry::to_json(reason.reason)}});
    }
    return {{"line", line.line},
            {"fate", fate_text(line.fate)},
            {"name", line.name},
            {"changes", std::move(changes)},
            {"reasons", std::move(reasons)}};
}

json::object report_json(ImportReport const& report) {
    json::array columns;
    for (auto const& column : report.columns) {
        columns.push_back(json::object{{"heading", column.heading}, {"code", column.code}});
    }
    // What was refused has to be mended, so it comes before any other line when not all can be shown.
    std::size_t others =
        most_lines - std::min(most_lines, static_cast<std::size_t>(std::ranges::count(
                                              report.lines, LineFate::refused, &LineReport::fate)));
    json::array lines;
    for (auto const& line : report.lines) {
        if (lines.size() == most_lines) {
            break;
        }
        if (line.fate == LineFate::refused || others > 0) {
            others -= line.fate == LineFate::refused ? 0U : 1U;
            lines.push_back(line_json(line));
        }
    }
    return {{"columns", std::move(columns)},
            {"lines", std::move(lines)},
            {"count", json::object{{"new", report.added},
                                   {"changed", report.changed},
                                   {"unchanged", report.unchanged},
                                   {"refused", report.refused}}}};
}

http::Response import_route(Administration const& administration, Call const& call) {
    Query query(call.request);
    StaffImport how;
    how.at = administration.platform.time.now();
    how.author = author_of(call.actor);
    how.day = query.date("date").value_or(base::date_in_japan(how.at));
    how.mode = query.text("dry_run") == "true" ? ImportMode::trying : ImportMode::writing;
    query.finish();
    auto const type = call.request.header("content-type").value_or("");
    if (!type.starts_with("text/csv") && !type.starts_with("application/octet-stream")) {
        throw base::Problem(base::Problem::unsupported_media, "CSV ファイルを送ってください",
                            "send a CSV file (text/csv)");
    }
    auto answer =
        report_json(import_staff(administration.platform.store, call.request.body, administration.work, how));
    answer["dry_run"] = how.mode == ImportMode::trying;
    return http::json_response(200, answer);
}

http::Response csv_response(std::string const& name, std::string body) {
    http::Response response;
    response.headers = {{"Content-Type", "text/csv; charset=utf-8"},
                        {"Content-Disposition", "attachment; filename=\"" + name + "\""}};
    response.body = std::move(body);
    return response;
}

http::Response template_route(Administration const&, Call const&) {
    return csv_response("staff-template.csv", formats::staff_list::template_file());
}

// The first day of the stretch of service that holds then: unit, rank and post were given on it.
base::Date serving_since(store::Reader& reader, registry::StoredStaff const& serving, base::Date day) {
    auto const whole = registry::staff_by_id(reader, serving.envelope.id);
    auto since = serving.value.valid_from;
    for (auto const& period : whole ? periods_of(reader, *whole) : std::vector<Period>{}) {
        if (period.from <= day) {
            since = std::max(since, period.from);
        }
    }
    return since;
}

std::string csv_line(store::Reader& reader, registry::StoredStaff const& stored, base::Date day) {
    auto const& staff = stored.value;
    auto const unit = registry::unit_by_id(reader, staff.unit);
    std::string const cells[] = {staff.employee_number.value_or(""),
                                 staff.name,
                                 staff.kana.value_or(""),
                                 staff.rank,
                                 staff.post,
                                 staff.extension.value_or(""),
                                 unit ? unit->value.code : std::string(),
                                 base::to_iso(serving_since(reader, stored, day)),
                                 staff.valid_to ? base::to_iso(*staff.valid_to) : std::string()};
    std::string line;
    std::string_view comma;
    for (auto const& cell : cells) {
        line.append(comma).append(record::csv_cell(cell));
        comma = ",";
    }
    return line.append("\r\n");
}

http::Response export_route(Administration const& administration, Call const& call) {
    Query query(call.request);
    registry::StaffQuery wanted;
    wanted.as_of = query.date("as_of").value_or(base::date_in_japan(administration.platform.time.now()));
    wanted.unit = query.id("filter[unit]");
    wanted.station = query.id("filter[station]");
    query.finish();
    auto text = formats::staff_list::template_file();
    access::Shown shown{"export", "職員名簿の出力", "staff", {}, {}};
    administration.platform.store.read([&](store::Reader& reader) {
        do {
            auto page = registry::staff_list(reader, wanted);
            for (auto const& staff : page.items) {
                text += csv_line(reader, staff, wanted.as_of);
                shown.records.push_back(staff.envelope.id);
            }
            wanted.cursor = std::move(page.next_cursor);
        } while (wanted.cursor);
    });
    access::note_reading(administration.platform, call.actor, {shown});
    return csv_response("staff.csv", std::move(text));
}

}  // namespace

void add_staff_import_routes(Administration const& administration) {
    auto const manage = Action::organization_manage;
    add(administration,
        {Method::post,
         "/staff-imports",
         "importStaff",
         {"職員名簿を取り込む", "Import a list of staff"},
         largest_list},
        manage, import_route);
    add(administration,
        {Method::get,
         "/staff-template",
         "getStaffTemplate",
         {"職員名簿のひな形", "Template of a list of staff"}},
        manage, template_route);
    add(administration,
        {Method::get, "/staff-export", "exportStaff", {"職員名簿を出力する", "Export the list of staff"}},
        manage, export_route);
}

}  // namespace modules::organization
