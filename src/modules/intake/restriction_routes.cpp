#include "modules/intake/install.h"
#include "modules/intake/present.h"
#include "modules/intake/requests.h"
#include "modules/intake/restriction.h"
#include "modules/intake/routing.h"
#include "platform/access/policy.h"
#include "platform/http/members.h"

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

http::Response show_route(Parts const& parts, Call const& call) {
    http::Response response;
    parts.platform.store.read([&](store::Reader& reader) {
        auto const stored = allowed(reader, call, Action::consultation_read);
        Presenter present(reader, call.actor, parts.platform.time.now());
        json::array staff;
        for (auto const& id : who_may_know(reader, stored.envelope.id)) {
            staff.push_back(present.staff(id));
        }
        response = http::json_response(
            200, json::object{{"restriction", record::enum_text(stored.envelope.restriction)},
                              {"staff", std::move(staff)}});
        response.headers.emplace_back("ETag", http::version_etag(stored.envelope.version));
    });
    return response;
}

Restricting read_restricting(http::Request const& request) {
    auto const body = http::json_body(request);
    http::Members members(body);
    Restricting restricting;
    auto const restriction =
        record::parse_enum<record::Restriction>(members.required_text("restriction", 40));
    if (!restriction) {
        members.refuse("restriction", "none・need_to_know・security のいずれかです",
                       "is none, need_to_know or security");
    }
    restricting.restriction = restriction.value_or(record::Restriction::none);
    restricting.staff = members.ids("staff");
    restricting.reason = members.required_text("reason", 1000);
    members.finish();
    return restricting;
}

// Answers without the record: whoever marks it 警備情報 may not be among its readers any more.
http::Response change_route(Parts const& parts, Call const& call) {
    auto const version = http::required_version(call.request);
    auto const restricting = read_restricting(call.request);
    registry::Change const change{author(call.actor), parts.platform.time.now(), "", std::nullopt};
    parts.platform.store.write([&](store::Transaction& transaction) {
        auto const stored = allowed(transaction, call, Action::consultation_restrict);
        if (stored.envelope.version != version) {
            throw base::Problem(base::Problem::stale,
                                "ほかの人が先に変更しました。最新の内容を確認してください",
                                "somebody else changed this first; look at the latest version");
        }
        restrict_record(transaction, stored, restricting, call.actor, change);
    });
    http::Response response;
    response.status = 204;
    return response;
}

}  // namespace

void add_restriction_routes(Parts const& parts) {
    auto const route = [&parts](http::Response (*handler)(Parts const&, Call const&)) {
        return [&parts, handler](Call const& call) { return handler(parts, call); };
    };
    add(parts,
        {Method::get, "/consultations/{id}/restriction", "getRestriction", {"閲覧制限", "Who may know"}},
        Action::consultation_read, route(&show_route));
    add(parts,
        {Method::put, "/consultations/{id}/restriction", "restrict", {"閲覧制限を変更する", "Restrict"}},
        Action::consultation_restrict, route(&change_route));
}

}  // namespace modules::intake
