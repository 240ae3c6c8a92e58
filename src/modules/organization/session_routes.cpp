#include "modules/organization/session_routes.h"

#include "base/problem.h"
#include "platform/access/guard.h"
#include "platform/access/policy.h"
#include "platform/http/cookies.h"
#include "platform/http/json_message.h"
#include "platform/http/problem_response.h"
#include "platform/registry/staff.h"
#include "platform/registry/unit.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace modules::organization {

namespace {

namespace access = platform::access;
namespace http = platform::http;
namespace json = boost::json;
namespace registry = platform::registry;
namespace store = platform::store;

constexpr http::RouteOptions small_body{.max_body = 8UL * 1024};

json::object words(base::Words const& text) {
    return {{"ja", text.ja}, {"en", text.en}};
}

template <typename Ref>  // StaffRef and UnitRef are written alike
json::value or_null(std::optional<Ref> const& ref) {
    return ref ? json::value(registry::to_json(*ref)) : json::value(nullptr);
}

json::object session_json(Services const& services, Parts const& parts, access::Actor const& actor,
                          std::string_view token) {
    json::object body{{"account", actor.account_name}};
    services.store.read([&](store::Reader& reader) {
        body["staff"] =
            or_null(registry::staff_ref(reader, actor.staff, base::date_in_japan(services.time.now())));
        body["unit"] = or_null(registry::unit_ref(reader, actor.unit));
        body["station"] = or_null(registry::unit_ref(reader, actor.station));
        json::object titles;
        for (auto const& [japanese, english] : registry::titles_in_english(reader)) {
            titles[japanese] = english;
        }
        body["titles"] = std::move(titles);
    });
    json::array roles;
    for (auto const role : actor.roles) {
        roles.push_back(
            json::object{{"id", access::role_id(role)}, {"name", words(access::role_name(role))}});
    }
    json::object can;
    for (auto const action : access::all_actions()) {
        can[access::action_name(action)] = access::may(actor, action);
    }
    body["roles"] = std::move(roles);
    body["can"] = std::move(can);
    body["csrf_token"] = access::csrf_token_of(token);
    body["demo"] = services.demo;
    body["version"] = parts.version;
    return body;
}

struct Credentials {
    std::string account;
    std::string password;
    std::string new_password;  // together with an issued one
};

Credentials read_credentials(http::Request const& request) {
    auto const body = http::json_body(request, {.max_size = small_body.max_body});
    auto const* const object = body.if_object();
    std::vector<base::Violation> violations;
    auto const text = [&](std::string_view name) -> std::string {
        auto const* const value = object == nullptr ? nullptr : object->if_contains(name);
        if (value == nullptr || !value->is_string()) {
            violations.push_back({std::string(name), {"文字で指定してください", "is required, as a text"}});
            return {};
        }
        return std::string(value->as_string());
    };
    Credentials credentials{text("account"), text("password"), {}};
    if (object != nullptr && object->contains("new_password")) {
        credentials.new_password = text("new_password");
    }
    if (!violations.empty()) {
        throw base::Problem(base::Problem::invalid, "アカウント名とパスワードを入力してください",
                            "Give the account's name and the password", std::move(violations));
    }
    return credentials;
}

[[noreturn]] void refuse(access::Refused const& refused) {
    if (refused.retry_after.count() == 0) {
        throw base::Problem(base::Problem::unauthenticated, "アカウント名又はパスワードが違います",
                            "The account's name or the password is wrong");
    }
    auto const seconds = std::to_string(refused.retry_after.count());
    std::string ja = "続けて失敗したため、";
    ja.append(seconds).append("秒後に再試行してください");
    std::string en = "Too many failed attempts; try again in ";
    en.append(seconds).append(" s");
    throw http::DetailedProblem(base::Problem(base::Problem::rate_limited, ja, en),
                                {{"retry_after", refused.retry_after.count()}}, {{"Retry-After", seconds}});
}

http::Response sign_in(Services const& services, Parts const& parts, http::Request const& request) {
    auto const credentials = read_credentials(request);
    auto result = parts.sessions.sign_in(credentials.account, credentials.password, request.remote_address,
                                         credentials.new_password);
    if (auto const* refused = std::get_if<access::Refused>(&result)) {
        refuse(*refused);
    }
    auto const& signed_in = std::get<access::SignedIn>(result);
    auto response =
        http::json_response(201, session_json(services, parts, signed_in.session.actor, signed_in.token));
    response.headers.emplace_back(
        "Set-Cookie", http::set_cookie(access::session_cookie, signed_in.token, services.guard.transport()));
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

http::Response show_session(Services const& services, Parts const& parts, access::Call const& call) {
    auto response = http::json_response(200, session_json(services, parts, call.actor, call.token));
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

http::Response sign_out(Services const& services, Parts const& parts, access::Call const& call) {
    parts.sessions.sign_out({call.session, call.actor});
    return {
        .status = 204,
        .headers = {{"Set-Cookie", http::clear_cookie(access::session_cookie, services.guard.transport())}}};
}

http::Response list_demo_accounts(Services const& services, Parts const& parts) {
    if (!services.demo) {
        throw base::Problem(base::Problem::not_found, "見つかりません", "Not found");
    }
    json::array items;
    services.store.read([&](store::Reader& reader) {
        for (auto const& account : parts.demo.accounts) {
            auto const role = access::parse_role(account.role);
            auto const unit = registry::unit_by_code(reader, account.unit);
            auto const ref = unit ? registry::unit_ref(reader, unit->envelope.id) : std::nullopt;
            items.push_back(json::object{{"account", account.account},
                                         {"password", parts.demo.password},
                                         {"role", words(role ? access::role_name(*role) : base::Words{})},
                                         {"unit", ref ? ref->name.ja : account.unit},
                                         {"what", words(account.what)}});
        }
    });
    return http::json_response(200, json::object{{"items", std::move(items)}});
}

}  // namespace

void add_session_routes(Services const& services, std::shared_ptr<Parts const> const& parts) {
    using http::Method;
    auto& guard = services.guard;
    // Public: this is where a session begins. A foreign page is still refused (Sec-Fetch-Site, Origin).
    guard.add_public(services.router, {.method = Method::post,
                                       .pattern = "/api/v1/sessions",
                                       .operation_id = "sign_in",
                                       .summary = {"サインインする", "Sign in"},
                                       .options = small_body,
                                       .handler = [services, parts](http::Request const& request) {
                                           return sign_in(services, *parts, request);
                                       }});
    // Public: the sign-in page of a demonstration lists its accounts.
    guard.add_public(services.router, {.method = Method::get,
                                       .pattern = "/api/v1/demo-accounts",
                                       .operation_id = "list_demo_accounts",
                                       .summary = {"デモ用アカウントの一覧", "Accounts of a demonstration"},
                                       .handler = [services, parts](http::Request const&) {
                                           return list_demo_accounts(services, *parts);
                                       }});
    guard.add(services.router,
              {.method = Method::get,
               .pattern = "/api/v1/session",
               .operation_id = "get_session",
               .summary = {"サインイン中の利用者", "Who is signed in"}},
              access::Action::session_use,
              [services, parts](access::Call const& call) { return show_session(services, *parts, call); });
    guard.add(services.router,
              {.method = Method::delete_,
               .pattern = "/api/v1/session",
               .operation_id = "sign_out",
               .summary = {"サインアウトする", "Sign out"}},
              access::Action::session_use,
              [services, parts](access::Call const& call) { return sign_out(services, *parts, call); });
}

}  // namespace modules::organization
