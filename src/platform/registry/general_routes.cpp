#include "platform/registry/general_routes.h"

#include "base/problem.h"
#include "platform/access/guard.h"
#include "platform/http/json_message.h"
#include "platform/journal/journal.h"
#include "platform/live/feed.h"
#include "platform/registry/json.h"
#include "platform/registry/staff.h"
#include "platform/tables/rules.h"
#include "record/openapi.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <charconv>

namespace platform::registry {

namespace json = boost::json;
using access::Action;
using access::Call;
using http::Method;

namespace {

void add(Platform& platform, std::string pattern, std::string id, base::Words summary, Action action,
         access::CallHandler handler) {
    http::Route route;
    route.pattern = "/api/v1" + pattern;
    route.operation_id = std::move(id);
    route.summary = std::move(summary);
    platform.guard.add(platform.router, std::move(route), action, std::move(handler));
}

http::Response schema_response(std::vector<record::Schema const*> const& schemas, Call const& call) {
    auto const name = call.request.path_parameter("name");
    for (auto const* schema : schemas) {
        if (schema->name == name) {
            return http::json_response(200, record::form_description(*schema));
        }
    }
    throw base::Problem(base::Problem::not_found, "その様式はありません", "no such form");
}

// Who did what and when, newest first; never what was written.
http::Response journal_response(Platform& platform, Call const& call) {
    std::int64_t before = INT64_MAX;
    if (auto const cursor = call.request.query_value("cursor")) {
        auto const [end, error] = std::from_chars(cursor->data(), cursor->data() + cursor->size(), before);
        if (error != std::errc{} || end != cursor->data() + cursor->size()) {
            throw base::Problem(base::Problem::bad_request, "続きの位置が正しくありません", "bad cursor",
                                {{"cursor", {"数値です", "is a number"}}});
        }
    }
    json::array items;
    std::int64_t last = 0;
    std::size_t const limit = 100;
    platform.store.read([&](store::Reader& reader) {
        reader.each(
            "SELECT seq, at, actor, action, record_kind, record_id, record_version FROM journal WHERE seq < "
            "? "
            "ORDER BY seq DESC LIMIT ?",
            {before, static_cast<std::int64_t>(limit)}, [&](store::Row const& row) {
                last = row.integer(0);
                auto const person = row.is_null(2) ? std::nullopt : staff_ref(reader, row.id(2));
                items.push_back(json::object{{"seq", row.integer(0)},
                                             {"at", base::to_iso(base::Instant{row.integer(1)})},
                                             {"by", person ? json::value(to_json(*person)) : json::value()},
                                             {"action", row.text(3)},
                                             {"kind", row.text(4)},
                                             {"record", row.is_null(5) ? json::value() : to_json(row.id(5))},
                                             {"version", row.integer(6)}});
            });
    });
    auto const more = items.size() == limit && last > 1;
    return http::json_response(
        200, json::object{{"items", std::move(items)},
                          {"next_cursor", more ? json::value(std::to_string(last)) : json::value()}});
}

http::Response tables_response(Platform& platform, Call const&) {
    json::array items;
    platform.store.read([&](store::Reader& reader) {
        for (auto const& version : tables::versions(reader)) {
            json::array files;
            for (auto const& file : version.files) {
                files.emplace_back(file);
            }
            items.push_back(json::object{{"version", version.number},
                                         {"digest", version.digest},
                                         {"loaded_at", base::to_iso(version.loaded_at)},
                                         {"files", std::move(files)}});
        }
    });
    return http::json_response(200, json::object{{"items", std::move(items)}});
}

}  // namespace

void add_general_routes(Platform& platform, std::vector<record::Schema const*> schemas) {
    add(platform, "/schemas/{name}", "getSchema", {"様式の記述", "Description of a form"},
        Action::schema_read,
        [schemas = std::move(schemas)](Call const& call) { return schema_response(schemas, call); });
    add(platform, "/journal", "listJournal", {"監査記録", "Journal"}, Action::journal_read,
        [&platform](Call const& call) { return journal_response(platform, call); });
    add(platform, "/tables", "listTables", {"判断表の版", "Versions of the rule tables"}, Action::tables_read,
        [&platform](Call const& call) { return tables_response(platform, call); });
    add(platform, "/events", "events", {"変更の通知", "Live changes"}, Action::events_follow,
        [&platform](Call const& call) {
            http::Response response;
            response.on_stream = [&platform, actor = call.actor,
                                  session = call.session](std::shared_ptr<http::EventStream> stream) {
                platform.live.add(actor, session, std::move(stream));
            };
            return response;
        });
}

}  // namespace platform::registry
