// Accounts as an administrator issues them: a password that is shown once and only opens the way to one's
// own.
#include "base/problem.h"
#include "modules/organization/accounts.h"
#include "modules/organization/administration.h"
#include "modules/organization/present.h"
#include "modules/organization/staff_changes.h"
#include "platform/access/accounts.h"
#include "platform/access/guard.h"
#include "platform/http/json_message.h"

#include <sodium.h>

#include <algorithm>

namespace modules::organization {

namespace access = platform::access;
namespace http = platform::http;
namespace json = boost::json;
using access::Action;
using access::Call;
using http::Method;

namespace {

constexpr std::int64_t days_good = 7;

// Five groups of four, without letters that are taken for others when read out: about 98 bits.
std::string new_password() {
    constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz23456789";
    std::string password;
    for (int i = 0; i < 20; ++i) {
        if (i > 0 && i % 4 == 0) {
            password.push_back('-');
        }
        password.push_back(letters[randombytes_uniform(static_cast<std::uint32_t>(letters.size()))]);
    }
    return password;
}

base::Instant good_until(base::Instant now) {
    return {now.milliseconds + days_good * 24 * 60 * base::milliseconds_per_minute};
}

std::set<access::Role> read_roles(http::Members& members) {
    std::set<access::Role> roles;
    auto const names = members.texts("roles");
    if (names.empty()) {
        members.refuse("roles", "役割を一つ以上指定してください", "at least one role is required");
    }
    for (auto const& name : names) {
        if (auto const role = access::parse_role(name)) {
            roles.insert(*role);
        } else {
            members.refuse("roles", "「" + name + "」という役割はありません",
                           "there is no role \"" + name + "\"");
        }
    }
    return roles;
}

access::Account get_account(store::Reader& reader, base::Ulid const& id) {
    auto account = access::account_by_id(reader, id);
    if (!account) {
        throw base::Problem(base::Problem::not_found, "アカウントが見つかりません", "Account not found");
    }
    return std::move(*account);
}

// After the change was written, in its transaction: what is refused is undone.
void check_administrator_left(store::Reader& reader, access::Account const& before,
                              access::Account const& after, base::Date today) {
    if (may_administer(before) && !may_administer(after) && day_without_administrator(reader, today)) {
        refuse("アカウントを変更できません", "the account is not changed",
               {violation(after.disabled ? "disabled" : "roles",
                          "最後のシステム管理者です。先に別の管理者を置いてください",
                          "is the last administrator; make another one first")});
    }
}

http::Response issued(Administration const& administration, base::Ulid const& staff,
                      base::Ulid const& account, std::string const& password, int status) {
    json::object body;
    auto const now = administration.platform.time.now();
    administration.platform.store.read([&](store::Reader& reader) {
        auto const stored = registry::staff_by_id(reader, staff);
        BASE_ASSERT(stored);
        body["staff"] = staff_json(reader, *stored, base::date_in_japan(now), StaffDetail::to_administer);
    });
    body["id"] = base::to_string(account);
    body["one_time_password"] = password;
    body["until"] = base::to_iso(good_until(now));
    auto response = http::json_response(status, body);
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

http::Response issue_route(Administration const& administration, Call const& call) {
    auto const body = http::json_body(call.request);
    http::Members members(body);
    auto const given = members.id("staff");
    auto const name = members.required_text("account", 64);
    auto const roles = read_roles(members);
    if (!given) {
        members.refuse("staff", "職員を指定してください", "say for whom");
    }
    members.finish();
    auto const staff = given.value_or(base::Ulid{});
    refuse_any("アカウントを発行できません", "the account is refused",
               access::fold_account_name(name).violations());
    auto const password = new_password();
    auto const hash = administration.hasher.hash(password);
    auto const now = administration.platform.time.now();
    base::Ulid id;
    administration.platform.store.write([&](store::Transaction& transaction) {
        auto const person = registry::staff_by_id(transaction, staff);
        if (!person || (person->value.valid_to && *person->value.valid_to <= base::date_in_japan(now))) {
            refuse("アカウントを発行できません", "the account is refused",
                   {violation("staff", "在職していない職員です", "does not serve any more")});
        }
        if (access::account_by_name(transaction, name)) {
            refuse("アカウントを発行できません", "the account is refused",
                   {violation("account", "同じ名前のアカウントが既にあります", "exists already")});
        }
        id = access::add_account(transaction, {name, hash, staff, roles, good_until(now)},
                                 author_of(call.actor), now);
    });
    return issued(administration, staff, id, password, 201);
}

http::Response change_route(Administration const& administration, Call const& call) {
    auto const id = path_id(call.request);
    auto const version = http::required_version(call.request);
    auto const body = http::json_body(call.request);
    http::Members members(body);
    bool const has_roles = members.value("roles") != nullptr;
    auto const roles = has_roles ? read_roles(members) : std::set<access::Role>{};
    bool const has_disabled = members.value("disabled") != nullptr;
    bool const disabled = members.flag("disabled");
    members.finish();
    base::Ulid staff;
    administration.platform.store.write([&](store::Transaction& transaction) {
        auto const before = get_account(transaction, id);
        auto after = before;
        after.version = version;
        after.roles = has_roles ? roles : before.roles;
        after.disabled = has_disabled ? disabled : before.disabled;
        auto const now = administration.platform.time.now();
        access::change_account(transaction, after, author_of(call.actor), now);
        check_administrator_left(transaction, before, after, base::date_in_japan(now));
        staff = before.staff;
    });
    administration.sessions.revoke(id);
    json::object answer;
    administration.platform.store.read([&](store::Reader& reader) {
        auto const stored = registry::staff_by_id(reader, staff);
        BASE_ASSERT(stored);
        answer = staff_json(reader, *stored, base::date_in_japan(administration.platform.time.now()),
                            StaffDetail::to_administer);
    });
    return http::json_response(200, answer);
}

http::Response again_route(Administration const& administration, Call const& call) {
    auto const id = path_id(call.request);
    auto const password = new_password();
    auto const hash = administration.hasher.hash(password);
    auto const now = administration.platform.time.now();
    base::Ulid staff;
    administration.platform.store.write([&](store::Transaction& transaction) {
        auto const account = get_account(transaction, id);
        staff = account.staff;
        access::issue_one_time(transaction, account, hash, good_until(now), author_of(call.actor), now);
    });
    administration.sessions.revoke(id);
    return issued(administration, staff, id, password, 200);
}

}  // namespace

void add_account_routes(Administration const& administration) {
    auto const manage = Action::account_manage;
    add(administration,
        {Method::post, "/accounts", "issueAccount", {"アカウントを発行する", "Issue an account"}}, manage,
        issue_route);
    add(administration,
        {Method::patch,
         "/accounts/{id}",
         "changeAccount",
         {"アカウントの役割・停止を変更する", "Change an account"}},
        manage, change_route);
    add(administration,
        {Method::post,
         "/accounts/{id}/one-time-password",
         "issuePassword",
         {"使い捨てパスワードを発行する", "Issue a one-time password"}},
        manage, again_route);
}

}  // namespace modules::organization
