#include "modules/intake/consultation.h"
#include "modules/intake/install.h"
#include "modules/intake/presence.h"
#include "modules/intake/present.h"
#include "modules/intake/requests.h"
#include "modules/intake/routing.h"
#include "platform/access/policy.h"
#include "platform/http/members.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

namespace modules::intake {

namespace http = platform::http;
namespace json = boost::json;
namespace store = platform::store;
using http::Method;
using platform::access::Action;
using platform::access::Call;

namespace {

constexpr std::size_t longest_name = 40;

bool is_field(std::string_view name) {
    auto const fields = consultation_schema.fields;
    return std::ranges::find(fields, name, &record::Field::name) != fields.end();
}

// Answers who else is there. Not a reading of the record: nothing of it is shown.
http::Response enter_route(Parts const& parts, Call const& call) {
    auto const body = http::json_body(call.request);
    http::Members members(body);
    Tab tab{path_id(call.request), call.actor.staff, members.required_text("tab", longest_name)};
    auto const field = members.text("field", 100);
    if (!field.empty() && !is_field(field)) {
        members.refuse("field", "この記録の項目ではありません", "is no field of this record");
    }
    members.finish();
    auto const now = parts.platform.time.now();
    json::array items;
    parts.platform.store.write([&](store::Transaction& transaction) {
        platform::access::require(transaction, call.actor, Action::consultation_read,
                                  {consultation_schema, tab.record});
        enter(transaction, tab, field, now);
        items.clear();
        registry::Refs refs(transaction, base::date_in_japan(parts.platform.time.now()));
        for (auto const& person : present(transaction, tab.record, call.actor.staff, now)) {
            items.push_back(json::object{{"staff", refs.staff(person.staff)},
                                         {"field", person.field},
                                         {"since", base::to_iso(person.since)}});
        }
    });
    return http::json_response(200, json::object{{"items", std::move(items)}});
}

http::Response leave_route(Parts const& parts, Call const& call) {
    Tab const tab{path_id(call.request), call.actor.staff, std::string(call.request.path_parameter("tab"))};
    parts.platform.store.write([&](store::Transaction& transaction) {
        platform::access::require(transaction, call.actor, Action::consultation_read,
                                  {consultation_schema, tab.record});
        leave(transaction, tab, parts.platform.time.now());
    });
    http::Response response;
    response.status = 204;
    return response;
}

}  // namespace

void add_presence_routes(Parts const& parts) {
    add(parts,
        {Method::put, "/consultations/{id}/presence", "enterRecord", {"開いている人", "Who has it open"}},
        Action::consultation_read, [&parts](Call const& call) { return enter_route(parts, call); });
    add(parts,
        {Method::delete_,
         "/consultations/{id}/presence/{tab}",
         "leaveRecord",
         {"閉じる", "No longer has it open"}},
        Action::consultation_read, [&parts](Call const& call) { return leave_route(parts, call); });
}

}  // namespace modules::intake
