#include "platform/files/reading_json.h"

#include "base/instant.h"
#include "base/utf8.h"
#include "formats/text/directions.h"

#include <algorithm>

namespace platform::files {

namespace json = boost::json;

namespace {

constexpr std::size_t longest_line = 2000;
constexpr std::size_t most_warnings = 100;
constexpr std::size_t most_headers = 300;
constexpr std::size_t most_parts = 500;
constexpr std::size_t most_entries = 2000;
constexpr std::size_t most_sheets = 20;
constexpr std::uint32_t most_rows = 200;
constexpr std::uint32_t most_columns = 40;

// For eyes: in the order in which it was written.
json::string shown(std::string_view text, std::size_t longest) {
    return clean(formats::text::directions_shown(text.substr(0, longest * 4)), longest);
}

json::value instant(std::optional<base::Instant> const& at) {
    return at ? json::value(base::to_iso(*at)) : json::value();
}

json::array to_json(std::vector<formats::mail::Address> const& addresses) {
    json::array list;
    for (auto const& one : addresses) {
        if (list.size() == most_parts) {
            break;
        }
        list.push_back(json::object{{"name", shown(one.name, longest_line)},
                                    {"address", clean(one.address, longest_line)}});
    }
    return list;
}

json::object to_json(formats::mail::Path const& path) {
    json::array hops;
    for (auto const& hop : path.hops) {
        hops.push_back(json::object{{"from", clean(hop.from, longest_line)},
                                    {"host", clean(hop.host, longest_line)},
                                    {"address", clean(hop.address, longest_line)},
                                    {"public", hop.public_address},
                                    {"by", clean(hop.by, longest_line)},
                                    {"with", clean(hop.with, longest_line)},
                                    {"time", instant(hop.time)},
                                    {"written", clean(hop.written, longest_line)}});
    }
    json::array origins;
    for (auto const& origin : path.origins) {
        origins.push_back(json::object{{"field", clean(origin.field, longest_line)},
                                       {"value", clean(origin.value, longest_line)}});
    }
    return {
        {"hops", std::move(hops)},
        {"first_outside", path.first_outside ? json::value(*path.first_outside) : json::value()},
        {"reason", json::object{{"ja", path.first_outside_reason.ja}, {"en", path.first_outside_reason.en}}},
        {"origins", std::move(origins)}};
}

json::array parts_json(std::vector<formats::mail::Part> const& parts) {
    json::array list;
    for (auto const& part : parts) {
        if (list.size() == most_parts) {
            break;
        }
        list.push_back(json::object{{"section", part.section},
                                    {"depth", part.depth},
                                    {"type", clean(part.type, longest_line)},
                                    {"name", shown(part.name, longest_line)},
                                    {"deceptive_name", part.deceptive_name},
                                    {"disposition", clean(part.disposition, longest_line)},
                                    {"size", part.bytes.size()},
                                    {"container", part.container},
                                    {"attachment", part.attachment}});
    }
    return list;
}

json::array rows_json(formats::spreadsheet::Sheet const& sheet, bool& complete) {
    json::array rows;
    json::array row;
    std::uint32_t number = 0;
    auto const finish = [&] {
        if (number != 0) {
            rows.push_back(json::object{{"row", number}, {"cells", std::move(row)}});
            row = json::array();
        }
    };
    for (auto const& cell : sheet.cells) {
        if (cell.column > most_columns) {
            complete = false;
            continue;
        }
        if (cell.row != number) {
            finish();
            number = cell.row;
            if (rows.size() == most_rows) {
                complete = false;
                number = 0;
                break;
            }
        }
        row.push_back(json::object{
            {"column", cell.column}, {"text", clean(cell.text, longest_line)}, {"formula", cell.formula}});
    }
    finish();
    return rows;
}

json::value told(std::optional<base::ToldTime> const& time) {
    return time ? json::value(json::object{{"earliest", base::to_iso(time->earliest)},
                                           {"latest", base::to_iso(time->latest)},
                                           {"wording", clean(time->wording, longest_line)}})
                : json::value();
}

}  // namespace

json::string clean(std::string_view text, std::size_t longest) {
    auto const repaired = base::repaired_text(text.substr(0, longest * 4));
    return json::string(base::first_code_points(repaired, longest));
}

json::array to_json(std::vector<base::Violation> const& warnings) {
    json::array list;
    for (auto const& warning : warnings) {
        if (list.size() == most_warnings) {
            break;
        }
        list.push_back(json::object{{"field", clean(warning.field, 200)},
                                    {"ja", clean(warning.reason.ja, 500)},
                                    {"en", clean(warning.reason.en, 500)}});
    }
    return list;
}

json::object to_json(formats::mail::Mail const& mail) {
    json::array authentication;
    for (auto const& one : mail.authentication) {
        authentication.push_back(json::object{{"method", clean(one.method, 60)},
                                              {"result", clean(one.result, 60)},
                                              {"domain", clean(one.domain, 300)},
                                              {"by", clean(one.by, 300)}});
    }
    json::array links;
    for (auto const& link : mail.body.links) {
        links.push_back(json::object{{"shown", shown(link.shown, longest_line)},
                                     {"target", shown(link.target, longest_line)},
                                     {"misleading", link.misleading}});
    }
    json::array headers;
    for (auto const& header : mail.headers) {
        if (headers.size() == most_headers) {
            break;
        }
        headers.push_back(
            json::object{{"name", clean(header.name, 200)}, {"value", shown(header.value, longest_line)}});
    }
    return {{"subject", shown(mail.subject, longest_line)},
            {"from", to_json(mail.from)},
            {"sender", to_json(mail.sender)},
            {"reply_to", to_json(mail.reply_to)},
            {"to", to_json(mail.to)},
            {"cc", to_json(mail.cc)},
            {"date", instant(mail.date)},
            {"date_written", clean(mail.date_written, longest_line)},
            {"message_id", clean(mail.message_id, longest_line)},
            {"path", to_json(mail.path)},
            {"authentication", std::move(authentication)},
            {"links", std::move(links)},
            {"body_from_html", mail.body.from_html},
            {"headers", std::move(headers)},
            {"parts", parts_json(mail.parts)},
            {"parts_in_all", mail.parts.size()},
            {"nested", mail.messages.size()}};
}

json::object to_json(formats::archive::Listing const& listing) {
    json::array entries;
    for (auto const& entry : listing.entries) {
        if (entries.size() == most_entries) {
            break;
        }
        entries.push_back(json::object{{"name", shown(entry.name, longest_line)},
                                       {"size", entry.size ? json::value(*entry.size) : json::value()},
                                       {"folder", entry.folder},
                                       {"link", entry.link},
                                       {"encrypted", entry.encrypted},
                                       {"archive", entry.archive},
                                       {"executable", entry.executable},
                                       {"deceptive_name", entry.deceptive_name},
                                       {"outside_name", entry.outside_name},
                                       {"guessed_name", entry.guessed_name},
                                       {"modified", instant(entry.modified)}});
    }
    return {{"format", listing.format},
            {"entries", std::move(entries)},
            {"entries_in_all", listing.entries.size()},
            {"packed", listing.packed},
            {"unpacked", listing.unpacked},
            {"ratio", listing.ratio},
            {"encrypted", listing.encrypted},
            {"bomb", listing.bomb},
            {"complete", listing.complete}};
}

json::object to_json(formats::spreadsheet::Workbook const& workbook) {
    json::array sheets;
    bool complete = workbook.sheets.size() <= most_sheets;
    for (auto const& sheet : workbook.sheets) {
        if (sheets.size() == most_sheets) {
            break;
        }
        auto rows = rows_json(sheet, complete);
        sheets.push_back(json::object{
            {"name", shown(sheet.name, 200)}, {"hidden", sheet.hidden}, {"rows", std::move(rows)}});
    }
    return {{"sheets", std::move(sheets)},
            {"macros", workbook.has_macros},
            {"external_links", workbook.has_external_links},
            {"complete", complete}};
}

json::object to_json(formats::common_forms::FilledForm const& form) {
    json::array fields;
    for (auto const& field : form.fields) {
        fields.push_back(json::object{{"code", field.code},
                                      {"label", clean(field.label, longest_line)},
                                      {"value", clean(field.value, longest_line)},
                                      {"place", clean(field.place, 200)}});
    }
    json::array unrecognised;
    for (auto const& one : form.unrecognised) {
        if (unrecognised.size() == most_warnings) {
            break;
        }
        unrecognised.push_back(json::object{{"label", clean(one.label, longest_line)},
                                            {"value", clean(one.value, longest_line)},
                                            {"place", clean(one.place, 200)}});
    }
    json::array targets;
    for (auto const& target : form.targets) {
        targets.push_back(json::object{
            {"target", target.target}, {"value", clean(target.value, 20000)}, {"time", told(target.time)}});
    }
    return {{"form", form.form},
            {"name", json::object{{"ja", form.name.ja}, {"en", form.name.en}}},
            {"kind", form.kind},
            {"internal_type", form.internal_type},
            {"fields", std::move(fields)},
            {"unrecognised", std::move(unrecognised)},
            {"targets", std::move(targets)},
            {"narrative", clean(form.narrative, 20000)}};
}

json::object to_json(std::string_view sheet, formats::table_mapping::Mapping const& mapping,
                     formats::table_mapping::Result const& result) {
    json::array columns;
    for (auto const& column : mapping.columns) {
        columns.push_back(json::object{
            {"column", column.column}, {"header", clean(column.header, 200)}, {"code", column.code}});
    }
    json::array rows;
    for (auto const& row : result.rows) {
        if (rows.size() == most_rows) {
            break;
        }
        json::array values;
        for (auto const& value : row.values) {
            values.push_back(json::object{{"code", value.code},
                                          {"written", clean(value.written, longest_line)},
                                          {"text", clean(value.text, longest_line)}});
        }
        rows.push_back(json::object{{"row", row.row}, {"values", std::move(values)}});
    }
    return {{"sheet", clean(sheet, 200)},
            {"table", mapping.table},
            {"header_row", mapping.header_row},
            {"columns", std::move(columns)},
            {"rows", std::move(rows)},
            {"rows_in_all", result.rows.size()},
            {"refused_rows", result.refused_rows},
            {"violations", to_json(result.violations)}};
}

}  // namespace platform::files
