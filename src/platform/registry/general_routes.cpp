#include "platform/registry/general_routes.h"

#include "base/problem.h"
#include "platform/access/guard.h"
#include "platform/http/json_message.h"
#include "platform/live/feed.h"
#include "record/openapi.h"

#include <boost/json/object.hpp>

namespace platform::registry {

namespace json = boost::json;
using access::Action;
using access::Call;

namespace {

void add(Platform& platform, std::string const& pattern, std::string id, base::Words summary, Action action,
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

}  // namespace

void add_general_routes(Platform& platform, std::vector<record::Schema const*> schemas) {
    add(platform, "/schemas/{name}", "getSchema", {"様式の記述", "Description of a form"},
        Action::schema_read,
        [schemas = std::move(schemas)](Call const& call) { return schema_response(schemas, call); });
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
