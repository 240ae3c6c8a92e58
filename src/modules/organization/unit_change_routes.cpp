#include "base/problem.h"
#include "formats/office_values/office_values.h"
#include "modules/organization/administration.h"
#include "modules/organization/coordinator_marks.h"
#include "modules/organization/present.h"
#include "modules/organization/unit_changes.h"
#include "platform/access/guard.h"
#include "platform/access/reading.h"
#include "platform/http/json_message.h"
#include "record/json.h"
#include "record/validate.h"

#include <algorithm>

namespace modules::organization {

namespace access = platform::access;
namespace http = platform::http;
namespace json = boost::json;
using access::Action;
using access::Call;
using http::Method;

void add(Administration const& administration, Operation operation, Action action, Handle handler) {
    http::Route route;
    route.method = operation.method;
    route.pattern = "/api/v1" + operation.pattern;
    route.operation_id = std::move(operation.id);
    route.summary = std::move(operation.summary);
    route.options.max_body = operation.max_body;
    administration.platform.guard.add(
        administration.platform.router, std::move(route), action,
        [administration, handler](Call const& call) { return handler(administration, call); });
}

base::Date required_day(http::Members& members, std::string_view name) {
    auto const text = members.required_text(name, 40);
    auto const day = formats::office_values::read_date(text);
    if (!day && !text.empty()) {
        members.refuse(name, "日付ではありません (例: 令和8年4月1日、2026-04-01)",
                       "is not a date such as 2026-04-01");
    }
    return day.value_or(base::Date{});
}

registry::Change change_by(Administration const& administration, Call const& call, std::string_view action) {
    return {author_of(call.actor), administration.platform.time.now(), std::string(action), {}};
}

void note_shown(Administration const& administration, Call const& call, registry::OpenWork const& work,
                std::string_view purpose) {
    access::Shown shown{"list", std::string(purpose), "consultation", {}, {}};
    for (auto const& record : work.records) {
        shown.records.push_back(record.id);
    }
    if (!shown.records.empty()) {
        access::note_reading(administration.platform, call.actor, {shown});
    }
}

namespace {

http::Response unit_answer(Administration const& administration, Call const& call, int status,
                           base::Ulid const& id) {
    json::object body;
    std::int64_t version = 0;
    administration.platform.store.read([&](store::Reader& reader) {
        auto const unit = registry::unit_by_id(reader, id);
        BASE_ASSERT(unit);
        version = unit->envelope.version;
        body = unit_detail_json(reader, *unit, base::date_in_japan(administration.platform.time.now()));
    });
    return http::with_etag(call.request, http::json_response(status, body), http::version_etag(version));
}

http::Response add_route(Administration const& administration, Call const& call) {
    auto const body = http::json_body(call.request);
    base::Ulid id;
    administration.platform.store.write([&](store::Transaction& transaction) {
        id = add_unit(transaction, body, change_by(administration, call, "create"));
    });
    return unit_answer(administration, call, 201, id);
}

http::Response correct_route(Administration const& administration, Call const& call) {
    auto const id = path_id(call.request);
    auto const version = http::required_version(call.request);
    auto const body = http::json_body(call.request);
    administration.platform.store.write([&](store::Transaction& transaction) {
        correct_unit(transaction, get_version(transaction, registry::unit_schema, id, version), body,
                     change_by(administration, call, "update"));
    });
    return unit_answer(administration, call, 200, id);
}

http::Response close_route(Administration const& administration, Call const& call) {
    auto const id = path_id(call.request);
    auto const version = http::required_version(call.request);
    auto const body = http::json_body(call.request);
    http::Members members(body);
    Closing closing;
    closing.day = required_day(members, "date");
    closing.successor = members.id("successor").value_or(base::Ulid{});
    members.finish();
    administration.platform.store.write([&](store::Transaction& transaction) {
        close_unit(transaction, get_version(transaction, registry::unit_schema, id, version), closing,
                   administration.work, change_by(administration, call, "close"));
    });
    return unit_answer(administration, call, 200, id);
}

http::Response reopen_route(Administration const& administration, Call const& call) {
    auto const id = path_id(call.request);
    auto const version = http::required_version(call.request);
    administration.platform.store.write([&](store::Transaction& transaction) {
        reopen_unit(transaction, get_version(transaction, registry::unit_schema, id, version),
                    change_by(administration, call, "reopen"));
    });
    return unit_answer(administration, call, 200, id);
}

registry::StoredUnit unit_to_change(store::Reader& reader, base::Ulid const& id) {
    auto unit = registry::unit_by_id(reader, id);
    if (!unit) {
        throw base::Problem(base::Problem::not_found, "所属が見つかりません", "Unit not found");
    }
    return std::move(*unit);
}

http::Response mark_route(Administration const& administration, Call const& call) {
    auto const id = path_id(call.request);
    auto const body = http::json_body(call.request);
    http::Members members(body);
    Marking marking;
    marking.unit = members.id("unit").value_or(base::Ulid{});
    marking.day = required_day(members, "date");
    marking.reason = members.text("reason", 400);
    members.finish();
    administration.platform.store.write([&](store::Transaction& transaction) {
        mark_coordinator(transaction, unit_to_change(transaction, id), marking,
                         change_by(administration, call, "mark_coordinator"));
    });
    return unit_answer(administration, call, 201, id);
}

http::Response withdraw_mark_route(Administration const& administration, Call const& call) {
    auto const id = path_id(call.request);
    auto const day = formats::office_values::read_date(call.request.path_parameter("day"));
    if (!day) {
        refuse("署生安課の指定を取り消せません", "the mark cannot be withdrawn",
               {violation("day", "日付ではありません (例: 2026-04-01)", "is not a date such as 2026-04-01")});
    }
    administration.platform.store.write([&](store::Transaction& transaction) {
        withdraw_mark(transaction, unit_to_change(transaction, id), *day,
                      change_by(administration, call, "withdraw_coordinator"));
    });
    return unit_answer(administration, call, 200, id);
}

void check_post(store::Reader& reader, record::Record const& record, base::Ulid const& self) {
    auto violations = renamed_fields(record::validate(record::View(record), record::Mode::full));
    auto const& post = record.as<Post>();
    for (auto const& other : posts(reader)) {
        if (other.envelope.id == self) {
            continue;
        }
        if (other.value.code == post.code) {
            violations.push_back(violation("code", "既に使われています", "is used already"));
        }
        if (other.value.kind == post.kind && other.value.name == post.name) {
            violations.push_back(violation("name", "同じ名称が既にあります", "exists already"));
        }
    }
    refuse_any("階級・職を登録できません", "the rank or post is refused", std::move(violations));
}

http::Response post_answer(Administration const& administration, Call const& call, int status,
                           base::Ulid const& id) {
    json::object body;
    std::int64_t version = 0;
    administration.platform.store.read([&](store::Reader& reader) {
        auto const stored = registry::get(reader, post_schema, id);
        version = stored.envelope.version;
        body = post_json({stored.envelope, stored.record.as<Post>()});
    });
    return http::with_etag(call.request, http::json_response(status, body), http::version_etag(version));
}

http::Response add_post_route(Administration const& administration, Call const& call) {
    auto const record = record::from_json(post_schema, http::json_body(call.request), record::Source::client);
    if (!record) {
        refuse("階級・職を登録できません", "the rank or post is refused",
               renamed_fields(record.violations()));
    }
    base::Ulid id;
    administration.platform.store.write([&](store::Transaction& transaction) {
        check_post(transaction, *record, {});
        id = registry::insert(transaction, record::View(*record), {},
                              change_by(administration, call, "create"))
                 .id;
    });
    return post_answer(administration, call, 201, id);
}

http::Response edit_post_route(Administration const& administration, Call const& call) {
    auto const id = path_id(call.request);
    auto const version = http::required_version(call.request);
    auto const body = http::json_body(call.request);
    administration.platform.store.write([&](store::Transaction& transaction) {
        auto const before = get_version(transaction, post_schema, id, version);
        auto patched = record::patch_json(before.record, body, record::Source::client);
        if (!patched) {
            refuse("階級・職を登録できません", "the rank or post is refused",
                   renamed_fields(patched.violations()));
        }
        auto after = before;
        after.record = std::move(*patched);
        auto const& was = before.record.as<Post>();
        auto const& is = after.record.as<Post>();
        if (was.code != is.code || was.kind != is.kind) {
            refuse("階級・職を登録できません", "the rank or post is refused",
                   {violation(was.code != is.code ? "code" : "kind", "変更できません", "is not changed")});
        }
        check_post(transaction, after.record, id);
        registry::update(transaction, before, after, change_by(administration, call, "update"));
    });
    return post_answer(administration, call, 200, id);
}

}  // namespace

void add_unit_change_routes(Administration const& administration) {
    auto const manage = Action::organization_manage;
    add(administration, {Method::post, "/units", "addUnit", {"所属を新設する", "Add a unit"}}, manage,
        add_route);
    add(administration, {Method::patch, "/units/{id}", "correctUnit", {"所属を訂正する", "Correct a unit"}},
        manage, correct_route);
    add(administration,
        {Method::post, "/units/{id}/closing", "closeUnit", {"所属を廃止する", "Close a unit"}}, manage,
        close_route);
    add(administration,
        {Method::delete_,
         "/units/{id}/closing",
         "reopenUnit",
         {"廃止の予定を取り消す", "Take back a closing"}},
        manage, reopen_route);
    add(administration,
        {Method::post,
         "/units/{id}/coordinator",
         "markCoordinator",
         {"署生安課を日を決めて指定する", "Mark a station's section that compiles the reports"}},
        manage, mark_route);
    add(administration,
        {Method::delete_,
         "/units/{id}/coordinator/{day}",
         "withdrawCoordinator",
         {"署生安課の指定の予定を取り消す", "Withdraw a mark of a day to come"}},
        manage, withdraw_mark_route);
    add(administration, {Method::post, "/posts", "addPost", {"階級・職を追加する", "Add a rank or post"}},
        manage, add_post_route);
    add(administration,
        {Method::patch, "/posts/{id}", "editPost", {"階級・職を変更する", "Change a rank or post"}}, manage,
        edit_post_route);
}

}  // namespace modules::organization
