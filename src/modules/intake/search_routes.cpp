#include "base/problem.h"
#include "modules/intake/assessment.h"
#include "modules/intake/guidance.h"
#include "modules/intake/install.h"
#include "modules/intake/narrowing.h"
#include "modules/intake/present.h"
#include "modules/intake/reading.h"
#include "modules/intake/requests.h"
#include "modules/intake/routing.h"
#include "platform/access/policy.h"
#include "platform/http/members.h"
#include "platform/registry/json.h"
#include "platform/search/search.h"
#include "record/diff.h"
#include "record/search_text.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace modules::intake {

namespace http = platform::http;
namespace json = boost::json;
namespace store = platform::store;
using http::Method;
using platform::access::Action;
using platform::access::Call;

namespace {

http::Response assess_route(Parts const& parts, Call const& call) {
    auto const asked = read_assessment(call.request);
    auto const purpose = platform::access::purpose_of(call.request, "intake");
    return http::json_response(200, assess(parts, call.actor, asked, purpose));
}

json::object highlight(platform::search::Span const& span) {
    return {{"start", span.start}, {"end", span.end}};
}

http::Response search_route(Parts const& parts, Call const& call) {
    auto const query = call.request.query_value("q").value_or("");
    platform::access::Shown shown{
        "search", platform::access::purpose_of(call.request, "search"), "consultation", std::nullopt, {}};
    json::object answer{{"items", json::array{}}, {"next_cursor", nullptr}};
    if (query.empty() && call.request.query_value("person").value_or("").empty()) {
        return http::json_response(200, answer);
    }
    auto const filter = platform::access::filter(call.actor, Action::consultation_read, "r");
    auto const asked = [&](Wanted wanted) {
        auto page = read_page(call.request, consultation_schema, "-received_at");
        narrow(parts, call, page, wanted);
        page.conditions.push_back({filter.sql, filter.values});
        return page;
    };
    parts.platform.store.read([&](store::Reader& reader) {
        Presenter present(reader, call.actor, parts.platform.time.now());
        auto const found = page_found(reader, parts, call, asked);
        json::array items;
        for (auto const& stored : found.items) {
            auto const text = record::searchable_text(record::View(stored.record));
            auto marked = std::string(query);
            marked.append(written_values(reader, parts, query, stored.envelope.id));
            auto const snippet = platform::search::snippet(text, marked, 240);
            json::array highlights;
            for (auto const& span : snippet.highlights) {
                highlights.push_back(highlight(span));
            }
            items.push_back(json::object{{"record", present.summary(stored)},
                                         {"snippet", snippet.text},
                                         {"highlights", std::move(highlights)}});
        }
        shown.records = records_of(present.shown());
        answer["items"] = std::move(items);
        answer["next_cursor"] = found.next_cursor ? json::value(*found.next_cursor) : json::value();
        if (call.request.query_value("count") == "true") {
            answer["count"] = registry::count(reader, consultation_schema, asked(Wanted::all).conditions);
        }
    });
    note_reading(parts.platform, call.actor, {shown});
    return http::json_response(200, answer);
}

std::optional<base::Ulid> id_in(json::value const& after, std::string_view name) {
    auto const* const object = after.if_object();
    auto const* const value = object == nullptr ? nullptr : object->if_contains(name);
    return value != nullptr && value->is_string() ? base::parse_ulid(std::string_view(value->as_string()))
                                                  : std::nullopt;
}

// Everything that happened to one record, newest first; contents only as the names of what changed.
http::Response timeline_route(Parts const& parts, Call const& call) {
    auto const shown = shown_record(call.request, "timeline", path_id(call.request));
    json::array items;
    parts.platform.store.read([&](store::Reader& reader) {
        auto const id = path_id(call.request);
        platform::access::require(reader, call.actor, Action::consultation_read, {consultation_schema, id});
        Presenter present(reader, call.actor, parts.platform.time.now());
        auto entries = platform::journal::entries_of(reader, id);
        for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
            json::object item{{"at", base::to_iso(entry->at)},
                              {"by", present.staff(entry->author.staff.value_or(base::Ulid{}))},
                              {"action", entry->action},
                              {"kind", entry->record_kind},
                              {"version", entry->record_version}};
            auto const content = platform::journal::content_of(reader, entry->seq);
            if (content && content->contains("changes")) {
                item["changes"] = content->at("changes");
            }
            if (content && entry->record_kind != "consultation" && content->contains("after")) {
                auto const& after = content->at("after");
                item["after"] = after;
                // Whoever decided what its day carried out, and a unit that may be gone since.
                if (auto const staff = id_in(after, "decided_by")) {
                    item["decided_by"] = present.staff(*staff);
                }
                if (auto const unit = id_in(after, "unit")) {
                    item["unit"] = present.unit(*unit);
                }
            }
            items.push_back(std::move(item));
        }
    });
    note_reading(parts.platform, call.actor, {shown});
    return http::json_response(200, json::object{{"items", std::move(items)}});
}

http::Response guidance_route(Parts const& parts, Call const&) {
    return http::json_response(200, json::object{{"items", guidance_json(*parts.platform.rules.current())}});
}

}  // namespace

void add_search_routes(Parts const& parts) {
    auto const route = [&parts](http::Response (*handler)(Parts const&, Call const&)) {
        return [&parts, handler](Call const& call) { return handler(parts, call); };
    };
    add(parts,
        {Method::post,
         "/assessments",
         "assess",
         {"入力中の内容を判断する", "Assess what is being typed"},
         256 * 1024},
        Action::draft_write, route(&assess_route));
    add(parts, {Method::get, "/search", "search", {"検索", "Search"}}, Action::search, route(&search_route));
    add(parts, {Method::get, "/consultations/{id}/timeline", "timeline", {"経過", "Timeline"}},
        Action::consultation_read, route(&timeline_route));
    add(parts, {Method::get, "/guidance", "listGuidance", {"教示・助言の一覧", "Guidance texts"}},
        Action::draft_write, route(&guidance_route));
}

}  // namespace modules::intake
